package io.sealcache.tck;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The counts in the reports of a run. */
record Counts(int tests, int failures, int errors, int skipped) {

  static Counts in(Path reports) throws IOException {
    Counts sum = new Counts(0, 0, 0, 0);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (Path file : files) {
        sum =
            sum.plus(
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("A report in " + reports + " can't be read", e);
    }
    return sum;
  }

  private Counts plus(Element suite) {
    return new Counts(
        tests + count(suite, "tests"),
        failures + count(suite, "failures"),
        errors + count(suite, "errors"),
        skipped + count(suite, "skipped"));
  }

  private static int count(Element suite, String what) {
    return Integer.parseInt(suite.getAttribute(what));
  }

  boolean areOfPassed(int expected) {
    return tests == expected && failures == 0 && errors == 0;
  }

  /** As Surefire writes it. */
  @Override
  public String toString() {
    return "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d"
        .formatted(tests, failures, errors, skipped);
  }
}
