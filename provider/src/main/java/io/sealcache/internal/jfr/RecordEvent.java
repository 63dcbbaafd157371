package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What happens to keys, those of one record where they are in a key table. */
@Category("SealCache")
@StackTrace(false)
abstract class RecordEvent extends Event {
  @Label("Key Source")
  final String keySource;

  @Label("Record")
  @Description("Id of the keys' record in a key table; empty where it isn't about one")
  final String record;

  @Label("Name")
  @Description("Whose keys they are; empty unless the setting sealcache.audit.names is 'clear'")
  final String name;

  RecordEvent(String keySource, String record, String name) {
    this.keySource = keySource;
    this.record = record;
    this.name = name;
  }
}
