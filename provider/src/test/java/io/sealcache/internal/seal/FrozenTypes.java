package io.sealcache.internal.seal;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes whose objects are in frozen entries. Those name them, so neither names nor components
 * ever change.
 */
final class FrozenTypes {
  private FrozenTypes() {}

  enum Shape {
    CIRCLE,
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    int corners() {
      return 0;
    }
  }

  record Point(int x, int y) {}

  record Pair(@Nullable Object first, @Nullable Object second) {}

  record Place(String tenant, List<String> path, Set<Integer> floors) {}

  record Customer(String name, int age, List<String> tags) {}

  static final class Money implements Serializable {
    private static final long serialVersionUID = 1;
    private final String currency;
    private final long cents;

    Money(String currency, long cents) {
      this.currency = currency;
      this.cents = cents;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Money money
          && currency.equals(money.currency)
          && cents == money.cents;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(cents);
    }
  }
}
