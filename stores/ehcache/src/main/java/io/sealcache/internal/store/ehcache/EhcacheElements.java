package io.sealcache.internal.store.ehcache;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The elements of an Ehcache file. */
final class EhcacheElements {
  static final String CORE = "http://www.ehcache.org/v3";
  static final String JSR107 = "http://www.ehcache.org/v3/jsr107";

  private EhcacheElements() {}

  static List<Element> childrenOf(Element parent) {
    List<Element> children = new ArrayList<>();
    for (@Nullable Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  /** The child of this name in Ehcache's own namespace. */
  static @Nullable Element child(Element parent, String name) {
    return childrenOf(parent).stream()
        .filter(element -> is(element, CORE, name))
        .findFirst()
        .orElse(null);
  }

  static Element create(Element parent, String namespace, String name) {
    return parent.getOwnerDocument().createElementNS(namespace, name);
  }

  static boolean isCache(Element element) {
    return is(element, CORE, "cache");
  }

  static boolean isTemplate(Element element) {
    return is(element, CORE, "cache-template");
  }

  /** The name of a cache or template. */
  static String nameOf(Element cacheOrTemplate) {
    return cacheOrTemplate.getAttribute(isCache(cacheOrTemplate) ? "alias" : "name").strip();
  }
}
