package io.sealcache.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.nodes.Document;

/**
 * Makes a site of a repository's documents: a page of each, and one of each directory without a
 * README.
 */
public final class DocsSite {
  private final SourceTree tree;
  private final PageTemplate template;
  private final Path site;

  private DocsSite(SourceTree tree, PageTemplate template, Path site) {
    this.tree = tree;
    this.template = template;
    this.site = site;
  }

  /**
   * Makes the site.
   *
   * @param arguments the repository's root, where it is to be looked at, and the directory to be
   *     written, which is to be new or empty
   */
  public static void main(String... arguments) throws IOException {
    build(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
  }

  /**
   * @throws IllegalStateException if a link leads nowhere
   */
  static void build(Path root, String repository, Path site) throws IOException {
    SourceTree tree = SourceTree.of(root);
    new DocsSite(tree, new PageTemplate(new SourceLinks(tree, repository)), site).write();
    List<String> broken = BrokenLinks.of(site, new OutsideLinks(tree, repository));
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          "These links of documents lead nowhere; mend them there:\n" + String.join("\n", broken));
    }
  }

  private void write() throws IOException {
    SortedMap<Path, StringBuilder> lists = new TreeMap<>();
    for (Path document : tree.documents()) {
      Document page = template.page(document, tree.read(document));
      write(SourceLinks.page(document), page);
      Path directory = SourceTree.directory(document);
      lists
          .computeIfAbsent(directory, DocsSite::list)
          .append("- [%s](%s)\n".formatted(PageTemplate.title(page), document.getFileName()));
    }
    for (Map.Entry<Path, StringBuilder> list : lists.entrySet()) {
      Path readme = list.getKey().resolve("README.md");
      if (!tree.documents().contains(readme)) {
        write(SourceLinks.page(readme), template.page(readme, list.getValue().toString()));
      }
    }
    for (Path image : tree.images()) {
      write(image, tree.bytes(image));
    }
    write(Path.of("style.css"), PageTemplate.resource("style.css"));
  }

  private static StringBuilder list(Path directory) {
    return new StringBuilder("# %s\n\n".formatted(directory.toString().replace('\\', '/')));
  }

  private void write(Path path, Document page) throws IOException {
    write(path, page.outerHtml().getBytes(StandardCharsets.UTF_8));
  }

  private void write(Path path, byte[] content) throws IOException {
    Path file = site.resolve(path);
    Files.createDirectories(SourceTree.directory(file));
    Files.write(file, content);
  }
}
