package io.sealcache.internal.store.ehcache;

import io.sealcache.internal.text.PrintableUri;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import javax.cache.CacheException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An {@code ehcache.xml}, parsed. */
final class EhcacheFile {
  private EhcacheFile() {}

  /**
   * The file's root, all in memory.
   *
   * @throws CacheException if there is no such file, or it is no XML, or has a DOCTYPE, by which it
   *     could bring in other files
   */
  static Element read(URI uri) {
    String shown = PrintableUri.of(uri.toString());
    try (InputStream in = uri.toURL().openStream()) {
      return parser().parse(in, shown).getDocumentElement();
    } catch (SAXException e) {
      throw new CacheException(
          "%s can't be parsed: it has to be well-formed XML without a DOCTYPE".formatted(shown), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CacheException(
          "Ehcache's configuration %s can't be read: name an existing file by its URL"
              .formatted(shown),
          e);
    }
  }

  private static DocumentBuilder parser() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setIgnoringComments(true);
    factory.setCoalescing(true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder parser = factory.newDocumentBuilder();
      parser.setErrorHandler(new DefaultHandler()); // throws; without one the parser prints
      return parser;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e); // the JDK's parser has these features
    }
  }
}
