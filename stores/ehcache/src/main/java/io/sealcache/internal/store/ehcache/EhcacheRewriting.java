package io.sealcache.internal.store.ehcache;

import static io.sealcache.internal.store.ehcache.EhcacheElements.CORE;
import static io.sealcache.internal.store.ehcache.EhcacheElements.JSR107;
import static io.sealcache.internal.store.ehcache.EhcacheElements.child;
import static io.sealcache.internal.store.ehcache.EhcacheElements.childrenOf;
import static io.sealcache.internal.store.ehcache.EhcacheElements.is;

import io.sealcache.core.SealedBytes;
import java.util.List;
import java.util.stream.Stream;
import org.ehcache.impl.copy.IdentityCopier;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Makes a checked Ehcache file one for encrypted entries, in two steps: what it says of expiry and
 * MBeans can be asked of Ehcache only between them.
 */
final class EhcacheRewriting {
  private final Element root;

  EhcacheRewriting(Element root) {
    this.root = root;
  }

  /**
   * Gives all caches and templates the types of encrypted entries, and takes away what handles the
   * application's: a cache's own always wins over its template's.
   */
  void retype() {
    remove(child(root, "default-serializers"));
    remove(child(root, "default-copiers"));
    for (Element cache : cachesAndTemplates()) {
      remove(child(cache, "key-type"));
      remove(child(cache, "value-type"));
      Element valueType = type(cache, "value-type", SealedBytes.class);
      valueType.setAttribute("serializer", EhcacheSealedValueSerializer.class.getName());
      cache.insertBefore(valueType, cache.getFirstChild());
      cache.insertBefore(type(cache, "key-type", String.class), valueType);
    }
  }

  // Both are immutable, so no tier on the heap needs copies.
  private static Element type(Element cache, String name, Class<?> type) {
    Element element = EhcacheElements.create(cache, CORE, name);
    element.setAttribute("copier", IdentityCopier.class.getName());
    element.setTextContent(type.getName());
    return element;
  }

  /** Moves expiry and MBeans to our side. */
  void takeOver() {
    for (Element cache : cachesAndTemplates()) {
      Element expiry = child(cache, "expiry");
      if (expiry != null && child(expiry, "none") == null) {
        askCaller(expiry);
      }
      childrenOf(cache).stream()
          .filter(element -> is(element, JSR107, "mbeans"))
          .forEach(EhcacheRewriting::remove);
      cache.appendChild(withoutMBeans(EhcacheElements.create(cache, JSR107, "mbeans")));
    }
    childrenOf(root).stream()
        .flatMap(service -> childrenOf(service).stream())
        .filter(element -> is(element, JSR107, "defaults"))
        .forEach(EhcacheRewriting::withoutMBeans);
  }

  private static void askCaller(Element expiry) {
    childrenOf(expiry).forEach(EhcacheRewriting::remove);
    Element policy = EhcacheElements.create(expiry, CORE, "class");
    policy.setTextContent(EhcacheCallerExpiry.class.getName());
    expiry.appendChild(policy);
  }

  private static Element withoutMBeans(Element element) {
    element.setAttribute("enable-management", "false");
    element.setAttribute("enable-statistics", "false");
    return element;
  }

  private List<Element> cachesAndTemplates() {
    Stream<Element> all = childrenOf(root).stream();
    return all.filter(e -> EhcacheElements.isCache(e) || EhcacheElements.isTemplate(e)).toList();
  }

  private static void remove(@Nullable Element element) {
    if (element != null) {
      element.getParentNode().removeChild(element);
    }
  }
}
