package io.sealcache.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("io.sealcache.Open")
@Label("Value Opening")
@Description("A stored value was opened and decoded, or found to be unreadable")
final class OpenEvent extends ValueEvent {
  private static final OpenEvent PROBE = new OpenEvent();

  private OpenEvent() {}

  static @Nullable Timing timing() {
    return PROBE.isEnabled() ? new OpenEvent().begun() : null;
  }
}
