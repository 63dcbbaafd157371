package io.sealcache.internal.store.ehcache;

import static io.sealcache.internal.store.ehcache.EhcacheFile.childrenOf;
import static io.sealcache.internal.store.ehcache.EhcacheFile.nameOf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** The names of types of user code in an Ehcache file. Immutable. */
record EhcacheTypes(String key, String value) {
  /** Where neither the file nor a template says any. */
  static final EhcacheTypes ANY = new EhcacheTypes(Object.class.getName(), Object.class.getName());

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
      for (Element each : childrenOf(root)) {
        if (nameOf(each).equals(kind)) {
          String template = "cache-template " + each.getAttribute("uses-template").strip();
          EhcacheTypes otherwise = types.getOrDefault(template, ANY);
          types.put(
              kind + " " + each.getAttribute(kind.equals("cache") ? "alias" : "name").strip(),
              new EhcacheTypes(
                  take(each, "key-type", otherwise.key),
                  take(each, "value-type", otherwise.value)));
        }
      }
    }
    List.of("default-serializers", "default-copiers").forEach(each -> take(root, each, ""));
    return Map.copyOf(types);
  }

  private static String take(Element parent, String element, String otherwise) {
    for (Element child : childrenOf(parent)) {
      if (nameOf(child).equals(element)) {
        parent.removeChild(child);
        String text = child.getTextContent().strip();
        return text.isEmpty() ? ANY.key : text;
      }
    }
    return otherwise;
  }
}
