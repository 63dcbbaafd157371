package io.sealcache.internal.store.ehcache;

import static io.sealcache.internal.store.ehcache.EhcacheElements.child;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The names of the application's types in an Ehcache file, before it is rewritten. Immutable. */
record EhcacheTypes(String key, String value) {
  /** Where neither the file nor a template says any. */
  static final EhcacheTypes ANY = new EhcacheTypes(Object.class.getName(), Object.class.getName());

  /** Those of all templates, by name. */
  static Map<String, EhcacheTypes> ofTemplates(Element root) {
    Map<String, EhcacheTypes> types = new HashMap<>();
    EhcacheElements.childrenOf(root).stream()
        .filter(EhcacheElements::isTemplate)
        .forEach(template -> types.put(EhcacheElements.nameOf(template), of(template, ANY)));
    return Map.copyOf(types);
  }

  /** Those of all caches, by name; what a cache doesn't say, its template does. */
  static Map<String, EhcacheTypes> ofCaches(Element root) {
    Map<String, EhcacheTypes> templates = ofTemplates(root);
    Map<String, EhcacheTypes> types = new HashMap<>();
    EhcacheElements.childrenOf(root).stream()
        .filter(EhcacheElements::isCache)
        .forEach(
            cache ->
                types.put(
                    EhcacheElements.nameOf(cache),
                    of(
                        cache,
                        templates.getOrDefault(cache.getAttribute("uses-template").strip(), ANY))));
    return Map.copyOf(types);
  }

  private static EhcacheTypes of(Element cacheOrTemplate, EhcacheTypes otherwise) {
    return new EhcacheTypes(
        text(child(cacheOrTemplate, "key-type"), otherwise.key),
        text(child(cacheOrTemplate, "value-type"), otherwise.value));
  }

  private static String text(@Nullable Element type, String otherwise) {
    if (type == null) {
      return otherwise;
    }
    String name = type.getTextContent().strip();
    return name.isEmpty() ? ANY.key : name;
  }
}
