package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.ManagerStart")
@Label("Cache Manager Start")
@Description("A cache manager is open, and encrypts what its store holds")
@Category("SealCache")
@StackTrace(false)
final class ManagerStartEvent extends Event {
  @Label("Cache Manager")
  final String manager;

  @Label("Store")
  @Description("Class of the JCache provider that holds the entries")
  final String store;

  @Label("Key Source")
  @Description("Where keys come from that are asked for later; empty if they are known")
  final String keySource;

  @Label("Current Key")
  final String currentKey;

  @Label("Previous Keys")
  final String previousKeys;

  @Label("Index Key")
  final String indexKey;

  private ManagerStartEvent(String manager, String store, String keySource, KeyIds keys) {
    this.manager = manager;
    this.store = store;
    this.keySource = keySource;
    this.currentKey = keys.current();
    this.previousKeys = keys.previous();
    this.indexKey = keys.index();
  }

  static void tell(String manager, String store, String keySource, KeyIds keys) {
    new ManagerStartEvent(manager, store, keySource, keys).commit();
  }
}
