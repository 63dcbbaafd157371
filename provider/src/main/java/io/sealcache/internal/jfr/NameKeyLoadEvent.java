package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.NameKeyLoad")
@Label("Name Key Load")
@Description("Keys of names were loaded from a key table; told at most once a minute")
@Category("SealCache")
@StackTrace(false)
final class NameKeyLoadEvent extends Event {
  @Label("Key Source")
  final String keySource;

  @Label("Count")
  @Description("Since the event before, of this source")
  final long count;

  private NameKeyLoadEvent(String keySource, long count) {
    this.keySource = keySource;
    this.count = count;
  }

  static void tell(String keySource, long count) {
    new NameKeyLoadEvent(keySource, count).commit();
  }
}
