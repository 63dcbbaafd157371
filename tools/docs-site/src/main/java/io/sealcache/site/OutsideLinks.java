package io.sealcache.site;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links out of the site: what can be told of them without a network. */
final class OutsideLinks {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final SourceTree tree;
  private final Pattern source;

  /**
   * @param repository where the repository is to be looked at
   */
  OutsideLinks(SourceTree tree, String repository) {
    this.tree = tree;
    // Of the newest sources; what is at a tag is not here to look at.
    this.source = Pattern.compile(Pattern.quote(repository) + "/(blob|tree)/(?:HEAD|main)/(.*)");
  }

  /**
   * Whether a link is to a host, by HTTPS, and one to a source of the repository to what is there.
   */
  boolean isRight(URI link) {
    String host = link.getHost();
    if (host == null || !(isByHttps(link, host) || isHere(link, host))) {
      return false;
    }
    Matcher inRepository = source.matcher(link.toString().replaceFirst("#.*", ""));
    return !inRepository.matches()
        || has(inRepository.group(1).equals("tree"), Path.of(inRepository.group(2)).normalize());
  }

  private static boolean isByHttps(URI link, String host) {
    return "https".equals(link.getScheme()) && host.contains(".");
  }

  private static boolean isHere(URI link, String host) {
    return "http".equals(link.getScheme()) && LOOPBACK.contains(host);
  }

  private boolean has(boolean asDirectory, Path path) {
    return tree.has(path) && tree.hasDirectory(path) == asDirectory;
  }
}
