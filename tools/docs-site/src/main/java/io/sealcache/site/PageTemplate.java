package io.sealcache.site;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Makes pages of Markdown, with anchors at headings as GitHub has them. */
final class PageTemplate {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private final String frame;
  private final SourceLinks links;

  PageTemplate(SourceLinks links) throws IOException {
    this.frame = new String(resource("page.html"), StandardCharsets.UTF_8);
    this.links = links;
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      return requireNonNull(in, name).readAllBytes();
    }
  }

  /**
   * The page of a document, which may be one that is in no file.
   *
   * @throws IllegalArgumentException if it has no title, or a link that is none
   */
  Document page(Path document, String markdown) {
    try {
      return filled(document, markdown);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(document + ": " + e.getMessage(), e);
    }
  }

  private Document filled(Path document, String markdown) {
    Document page = Jsoup.parse(frame);
    page.outputSettings().prettyPrint(false);
    // The frame's links are those of a document at the root.
    String root = "../".repeat(document.getNameCount() - 1);
    page.select("[href]").forEach(each -> each.attr("href", root + each.attr("href")));

    requireNonNull(page.selectFirst("main")).html(renderer.render(parser.parse(markdown)));
    page.title(title(page) + " – SealCache");
    for (Element link : page.select("a[href]")) {
      link.attr("href", links.inPage(document, link.attr("href")));
    }
    return page;
  }

  /** What a page is about: its first heading. */
  static String title(Document page) {
    Element heading = page.selectFirst("main h1");
    if (heading == null) {
      throw new IllegalArgumentException("A document has no heading of the first level");
    }
    return heading.text();
  }
}
