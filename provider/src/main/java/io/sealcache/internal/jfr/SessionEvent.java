package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.Session")
@Label("Session")
@Description("Values of a cache are sealed in a new session")
@Category("SealCache")
@StackTrace(false)
final class SessionEvent extends Event {
  @Label("Cache")
  final String cache;

  @Label("Key")
  String key = "";

  @Label("Cause")
  @Description("Why the session before ended")
  final String cause;

  private SessionEvent(String cache, String cause) {
    this.cache = cache;
    this.cause = cause;
  }

  static void tell(String cache, int keyId, String cause) {
    SessionEvent event = new SessionEvent(cache, cause);
    if (event.isEnabled()) {
      event.key = KeyIds.text(keyId);
      event.commit();
    }
  }
}
