package io.sealcache.site;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The repository: what of it becomes the site, by paths from its root on. */
final class SourceTree {
  private static final Set<String> LEFT_OUT = Set.of("src", "target", "node_modules");

  private final Path root;
  private final SortedSet<Path> documents = new TreeSet<>();
  private final SortedSet<Path> images = new TreeSet<>();

  private SourceTree(Path root) {
    this.root = root;
  }

  static SourceTree of(Path root) throws IOException {
    SourceTree tree = new SourceTree(root.toRealPath());
    Files.walkFileTree(tree.root, tree.new Finder());
    return tree;
  }

  /** The Markdown files, but for those among sources. */
  SortedSet<Path> documents() {
    return documents;
  }

  SortedSet<Path> images() {
    return images;
  }

  /** Never of what lies outside of it. */
  boolean has(Path path) {
    return !path.isAbsolute() && !path.startsWith("..") && Files.exists(root.resolve(path));
  }

  boolean hasDirectory(Path path) {
    return Files.isDirectory(root.resolve(path));
  }

  String read(Path document) throws IOException {
    return Files.readString(root.resolve(document));
  }

  byte[] bytes(Path image) throws IOException {
    return Files.readAllBytes(root.resolve(image));
  }

  /** The directory of a path, which is empty for the root's files. */
  static Path directory(Path path) {
    return requireNonNullElse(path.getParent(), Path.of(""));
  }

  private final class Finder extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      String name = String.valueOf(directory.getFileName());
      boolean hidden = name.startsWith(".") || LEFT_OUT.contains(name);
      return hidden && !directory.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path path = root.relativize(file);
      if (path.toString().endsWith(".md")) {
        documents.add(path);
      } else if (path.toString().matches(".*\\.(svg|png)")) {
        images.add(path);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
