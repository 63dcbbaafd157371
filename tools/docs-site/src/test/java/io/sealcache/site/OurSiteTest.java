package io.sealcache.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this repository's documents. */
class OurSiteTest {
  private static final Path ROOT = Path.of("../..");
  private static final String REPOSITORY = "https://repository.example/it";

  @TempDir static Path site;

  @BeforeAll
  static void build() throws IOException {
    DocsSite.build(ROOT, REPOSITORY, site);
  }

  @Test
  void documents_haveTheirPages() throws IOException {
    try (Stream<Path> documents = Files.list(ROOT.resolve("docs"))) {
      List<String> names =
          documents
              .map(document -> String.valueOf(document.getFileName()))
              .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
              .toList();

      assertThat(names).hasSizeGreaterThan(15);
      for (String name : names) {
        assertThat(site.resolve("docs").resolve(name.replace(".md", ".html"))).exists();
      }
    }
  }

  @Test
  void decisions_areListed() throws IOException {
    assertThat(Jsoup.parse(site.resolve("docs/adr/index.html")).select("main li a"))
        .hasSizeGreaterThan(20);
  }

  /** Beside the check of the site's own: what it finds depends on each page being read. */
  @Test
  void headingThatIsGone_isMissed() throws IOException {
    OutsideLinks outside = new OutsideLinks(SourceTree.of(ROOT), REPOSITORY);
    assertThat(BrokenLinks.of(site, outside)).isEmpty();

    Path page = site.resolve("docs/keys.html");
    String whole = Files.readString(page);
    try {
      Files.writeString(page, whole.replace("id=\"keys-of-a-kms\"", ""));

      assertThat(BrokenLinks.of(site, outside))
          .anyMatch(link -> link.endsWith("keys.html#keys-of-a-kms"));
    } finally {
      Files.writeString(page, whole);
    }
  }
}
