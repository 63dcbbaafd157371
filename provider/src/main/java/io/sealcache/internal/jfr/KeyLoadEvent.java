package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.KeyLoad")
@Label("Key Load")
@Description("Keys were loaded, or could not be")
@Category("SealCache")
@StackTrace(false)
final class KeyLoadEvent extends Event {
  @Label("Key Source")
  final String keySource;

  @Label("Loaded")
  final boolean loaded;

  @Label("Changed")
  @Description("Whether the keys are others than before")
  final boolean changed;

  @Label("Failures")
  @Description("How many loads have failed in a row")
  final int failures;

  @Label("Failure")
  @Description("Class of what the last of them threw")
  final String failure;

  @Label("Current Key")
  @Description("Of the keys in use after this load; empty if there are none")
  final String currentKey;

  @Label("Previous Keys")
  final String previousKeys;

  @Label("Index Key")
  final String indexKey;

  private KeyLoadEvent(
      String keySource,
      boolean loaded,
      boolean changed,
      int failures,
      String failure,
      KeyIds inUse) {
    this.keySource = keySource;
    this.loaded = loaded;
    this.changed = changed;
    this.failures = failures;
    this.failure = failure;
    this.currentKey = inUse.current();
    this.previousKeys = inUse.previous();
    this.indexKey = inUse.index();
  }

  static void tell(
      String keySource,
      boolean loaded,
      boolean changed,
      int failures,
      String failure,
      KeyIds inUse) {
    new KeyLoadEvent(keySource, loaded, changed, failures, failure, inUse).commit();
  }
}
