package io.sealcache.internal.store.ehcache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The names of types of user code in an Ehcache file. Immutable. */
record EhcacheTypes(String key, String value) {
  /** Where neither the file nor a template says any. */
  static final EhcacheTypes ANY = new EhcacheTypes(Object.class.getName(), Object.class.getName());

  private static final String CORE = "http://www.ehcache.org/v3";

  /**
   * Takes them out of a file, and with them what handles them: those of encrypted entries are
   * others.
   *
   * @return by {@code cache} or {@code cache-template} and its name; what a cache doesn't say, its
   *     template does
   */
  static Map<String, EhcacheTypes> takenFrom(Element root) {
    Map<String, EhcacheTypes> types = new HashMap<>();
    for (String kind : List.of("cache-template", "cache")) {
      NodeList all = root.getElementsByTagNameNS(CORE, kind);
      for (int i = 0; i < all.getLength(); i++) {
        Element each = (Element) all.item(i);
        String template = "cache-template " + each.getAttribute("uses-template").strip();
        EhcacheTypes otherwise = types.getOrDefault(template, ANY);
        types.put(
            kind + " " + each.getAttribute(kind.equals("cache") ? "alias" : "name").strip(),
            new EhcacheTypes(
                take(each, "key-type", otherwise.key), take(each, "value-type", otherwise.value)));
      }
    }
    List.of("default-serializers", "default-copiers").forEach(each -> take(root, each, ""));
    return Map.copyOf(types);
  }

  private static String take(Element parent, String element, String otherwise) {
    Node found = parent.getElementsByTagNameNS(CORE, element).item(0);
    if (found == null || found.getParentNode() != parent) { // Ehcache refuses it elsewhere
      return otherwise;
    }
    parent.removeChild(found);
    String text = found.getTextContent().strip();
    return text.isEmpty() ? ANY.key : text;
  }
}
