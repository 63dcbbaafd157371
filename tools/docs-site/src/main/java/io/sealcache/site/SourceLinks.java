package io.sealcache.site;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the site has what a document links to: as a page, as an image, or else in the repository. A
 * link to what is not there stays as it is.
 */
final class SourceLinks {
  private static final Path README = Path.of("README.md");
  private static final Path INDEX = Path.of("index.html");

  private final SourceTree tree;
  private final String repository;

  /**
   * @param repository where the repository is to be looked at
   */
  SourceLinks(SourceTree tree, String repository) {
    this.tree = tree;
    this.repository = repository;
  }

  /** The page of a document. That of a README is its directory's. */
  static Path page(Path document) {
    String name = document.getFileName().toString();
    return document.endsWith(README)
        ? document.resolveSibling(INDEX)
        : document.resolveSibling(name.replaceFirst("\\.md$", ".html"));
  }

  /** Of a link in a document, what its page has instead. */
  String inPage(Path document, String link) {
    URI uri = URI.create(link);
    if (uri.isAbsolute() || uri.getPath().isEmpty()) {
      return link;
    }
    Path directory = SourceTree.directory(document);
    Path source = directory.resolve(uri.getPath()).normalize();
    String anchor = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
    if (tree.documents().contains(source)) {
      return path(directory.relativize(page(source))) + anchor;
    }
    if (isDirectoryOfPages(source)) {
      return path(directory.relativize(source.resolve(INDEX))) + anchor;
    }
    if (tree.images().contains(source) || !tree.has(source)) {
      return link;
    }
    String kind = tree.hasDirectory(source) ? "/tree/HEAD/" : "/blob/HEAD/";
    return repository + kind + path(source) + anchor;
  }

  private boolean isDirectoryOfPages(Path source) {
    return tree.documents().stream().anyMatch(page -> SourceTree.directory(page).equals(source));
  }

  private static String path(Path path) {
    return path.toString().replace('\\', '/');
  }
}
