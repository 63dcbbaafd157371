package io.sealcache.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocsSiteTest {
  @TempDir Path directory;

  private SmallRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new SmallRepository(directory);
    repository
        .with("docs/keys.md", "# Keys\n\n## Of a KMS, and `of` files\n\n## Again\n\n## Again\n")
        .with("docs/adr/0001-first.md", "# 1. First\n")
        .with("docs/adr/0002-second.md", "# 2. Second\n")
        .with("docs/vectors.json", "{}")
        .with("docs/figure.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .with("provider/src/Source.java", "class Source {}")
        .with("provider/src/notes.md", "# No page\n");
  }

  @ParameterizedTest
  @CsvSource({
    "keys.md, keys.html",
    "keys.md#of-a-kms-and-of-files, keys.html#of-a-kms-and-of-files",
    "keys.md#again-1, keys.html#again-1",
    "limits.md, limits.html",
    "../README.md, ../index.html",
    "../SECURITY.md, ../SECURITY.html",
    "README.md, index.html",
    "., index.html",
    "adr/, adr/index.html",
    "adr, adr/index.html",
    "#here, #here",
    "figure.svg, figure.svg",
    "vectors.json, https://repository.example/it/blob/HEAD/docs/vectors.json",
    "../provider/src/Source.java, https://repository.example/it/blob/HEAD/provider/src/Source.java",
    "../provider/src, https://repository.example/it/tree/HEAD/provider/src",
    "../provider/src/notes.md, https://repository.example/it/blob/HEAD/provider/src/notes.md",
    "https://elsewhere.example/a#b, https://elsewhere.example/a#b",
    "http://localhost:8080/a, http://localhost:8080/a",
    "https://repository.example/it/issues, https://repository.example/it/issues",
    "https://repository.example/it/blob/0.1.0/gone.md,"
        + " https://repository.example/it/blob/0.1.0/gone.md",
    "https://repository.example/it/blob/main/docs/keys.md#again,"
        + " https://repository.example/it/blob/main/docs/keys.md#again"
  })
  void link_leadsToItsPageOrTheRepository(String link, String expected) throws IOException {
    repository.with("docs/page.md", "# Page\n\n[link](" + link + ")\n\n## Here\n");

    assertThat(link(repository.page("docs/page.html"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[link](gone.md)",
        "[link](keys.md#gone)",
        "[link](#gone)",
        "[link](keys.md#Again)",
        "[link](keys.html.md)",
        "[link](adr/0003.md)",
        "[link](../../outside.html)",
        "[link](/)",
        "![image](gone.svg)",
        "<img src=\"gone.png\">",
        "<a href=\"keys.txt\">link</a>",
        "[link](figure.svg#part)",
        "[link][ref]\n\n[ref]: gone.md",
        "[link](http://elsewhere.example/a)",
        "[link](htps://elsewhere.example/a)",
        "[link](https:/elsewhere.example/a)",
        "[link](https:elsewhere.example/a)",
        "[link](//elsewhere.example/a)",
        "[link](https://elsewhere/a)",
        "[link](https://else_where.example/a)",
        "<img src=\"https://elsewhere.example/a b\">",
        "[link](https://repository.example/it/blob/main/docs/gone.md)",
        "[link](https://repository.example/it/blob/HEAD/docs)",
        "[link](https://repository.example/it/tree/HEAD/docs/keys.md)",
        "[link](https://repository.example/it/tree/main/../outside.html)"
      })
  void linkThatLeadsNowhere_isRefused(String markdown) throws IOException {
    Files.writeString(directory.resolve("outside.html"), "<p>Beside the repository and the site");
    repository.with("docs/page.md", "# Page\n\n" + markdown + "\n");

    assertThatThrownBy(repository::site)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("docs/page.html: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.md", "https://", "https://elsewhere.example/a b"})
  void linkThatIsNone_isRefused(String link) throws IOException {
    repository.with("docs/page.md", "# Page\n\n[link](<" + link + ">)\n");

    assertThatThrownBy(repository::site)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Path.of("docs/page.md") + ": ");
  }

  @Test
  void documentWithoutHeading_isRefused() throws IOException {
    repository.with("docs/page.md", "Page\n");

    assertThatThrownBy(repository::site)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(Path.of("docs/page.md") + ": ");
  }

  @Test
  void directoryWithoutReadme_listsItsPages() throws IOException {
    Document list = repository.page("docs/adr/index.html");

    assertThat(list.select("main li a").eachText()).containsExactly("1. First", "2. Second");
    assertThat(list.select("main li a").eachAttr("href"))
        .containsExactly("0001-first.html", "0002-second.html");
  }

  @Test
  void directoryWithReadme_hasItAsItsPage() throws IOException {
    assertThat(repository.page("docs/index.html").title())
        .isEqualTo("Title of docs/README.md – SealCache");
  }

  @Test
  void eachPage_leadsToTheFirstOneAndItsStyle() throws IOException {
    Document page = repository.page("docs/adr/0001-first.html");

    assertThat(page.select("nav a").eachAttr("href")).startsWith("../../index.html");
    assertThat(page.select("link").eachAttr("href")).containsExactly("../../style.css");
  }

  @Test
  void tablesAndCode_areShownAsSuch() throws IOException {
    repository.with("docs/page.md", "# P\n\n| a |\n| --- |\n| `<b>` |\n\n```java\nint  i;\n```\n");

    Document page = repository.page("docs/page.html");

    assertThat(page.select("td code").eachText()).containsExactly("<b>");
    assertThat(requireNonNull(page.selectFirst("pre")).wholeText()).isEqualTo("int  i;\n");
  }

  private static String link(Document page) {
    Element link = requireNonNull(page.selectFirst("main a"));
    return link.attr("href");
  }
}
