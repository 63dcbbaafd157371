package io.sealcache.site;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A repository that has what each page links to, and what a test adds. */
final class SmallRepository {
  private static final List<String> LINKED_BY_EACH_PAGE =
      List.of(
          "README.md",
          "CHANGELOG.md",
          "SECURITY.md",
          "docs/README.md",
          "docs/faq.md",
          "docs/limits.md",
          "docs/settings.md");

  private final Path root;
  private final Path site;

  SmallRepository(Path directory) throws IOException {
    this.root = directory.resolve("repository");
    this.site = directory.resolve("site");
    for (String document : LINKED_BY_EACH_PAGE) {
      with(document, "# Title of " + document + "\n");
    }
  }

  SmallRepository with(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, content);
    return this;
  }

  Path site() throws IOException {
    DocsSite.build(root, "https://repository.example/it", site);
    return site;
  }

  Document page(String path) throws IOException {
    return Jsoup.parse(site().resolve(path));
  }
}
