package io.sealcache.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("io.sealcache.Seal")
@Label("Value Sealing")
@Description("A value was encoded and sealed")
final class SealEvent extends ValueEvent {
  private static final SealEvent PROBE = new SealEvent();

  private SealEvent() {}

  static @Nullable Timing timing() {
    return PROBE.isEnabled() ? new SealEvent().begun() : null;
  }
}
