package io.sealcache.site;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** What in a site leads nowhere. What leads out of the site is looked at, and not followed. */
final class BrokenLinks {
  private final Path site;
  private final OutsideLinks outside;

  private BrokenLinks(Path site, OutsideLinks outside) {
    this.site = site;
    this.outside = outside;
  }

  /** Each as {@code page: link}. */
  static List<String> of(Path site, OutsideLinks outside) throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages = files.filter(BrokenLinks::isPage).sorted().toList();
    }
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      new BrokenLinks(site, outside).addThoseOf(page, broken);
    }
    return broken;
  }

  private void addThoseOf(Path page, List<String> broken) throws IOException {
    for (Element element : Jsoup.parse(page).select("[href], [src]")) {
      String link = element.hasAttr("href") ? element.attr("href") : element.attr("src");
      if (!leadsSomewhere(page, link)) {
        broken.add(site.relativize(page).toString().replace('\\', '/') + ": " + link);
      }
    }
  }

  private boolean leadsSomewhere(Path page, String text) throws IOException {
    URI link;
    try {
      link = new URI(text);
    } catch (URISyntaxException e) {
      return false;
    }
    if (link.isAbsolute() || link.getRawAuthority() != null) {
      return outside.isRight(link);
    }
    Path target = link.getPath().isEmpty() ? page : page.resolveSibling(link.getPath()).normalize();
    return target.startsWith(site)
        && Files.isRegularFile(target)
        && (link.getFragment() == null || hasAnchor(target, link.getFragment()));
  }

  private static boolean hasAnchor(Path target, String anchor) throws IOException {
    return isPage(target) && Jsoup.parse(target).getElementById(anchor) != null;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".html");
  }
}
