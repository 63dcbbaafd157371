package io.sealcache.attacks;

import io.sealcache.internal.application.CacheEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The false things that a store may say and do. */
enum FalseAnswer {
  /** There is nothing. */
  HIDE {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return show(call, values -> null);
    }
  },
  /** The value that was stored first is still there, even where it was removed. */
  REPLAY {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return show(call, values -> values.get(0));
    }
  },
  /** Now one old value is there, now another, and no comparison finds either. */
  ALTERNATE {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return compares(call)
          ? call.say(false)
          : show(call, values -> values.get(TURN.getAndIncrement() % Math.min(2, values.size())));
    }
  },
  /** Another key's value is there. */
  MIX_UP {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return show(
          call,
          values -> {
            List<Object> others = new ArrayList<>();
            for (String key : call.opponent().keys()) {
              List<Object> stored = call.opponent().valuesOf(key);
              if (stored != values) {
                others.addAll(stored);
              }
            }
            return others.isEmpty() ? null : others.get(others.size() - 1);
          });
    }
  },
  /** Something is there that nobody stored. */
  INVENT {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return show(call, values -> call.opponent().invent());
    }
  },
  /** No comparison succeeds, and none takes effect. */
  REFUSE_TO_COMPARE {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return compares(call) ? call.say(false) : call.make();
    }
  },
  /** Comparisons take effect, but fail. */
  DENY_COMPARISONS {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      Object truth = call.make();
      return compares(call) ? call.say(false) : truth;
    }
  },
  /** All succeeds, and nothing takes effect. */
  PRETEND {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      return changes(call) ? call.say(succeeds(call) ? true : null) : call.make();
    }
  },
  /** Each change takes effect twice, and the second answer counts. */
  REPEAT {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      if (changes(call)) {
        call.make();
      }
      return call.make();
    }
  },
  /** Each answer takes its time. */
  BE_LATE {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      return call.make();
    }
  },
  /** A change takes effect, of many entries half of it, and fails. */
  BREAK_HALF_WAY {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      if (!changes(call)) {
        return call.make();
      }
      switch (call.name()) {
        case "putAll" -> half((Map<?, ?>) call.argument(0)).forEach(call::put);
        case "removeAll" -> {
          if (call.arguments().size() == 1) {
            half((Set<?>) call.argument(0)).forEach(call::remove);
          }
        }
        default -> call.make();
      }
      return call.fail(new CacheException("broken half way"));
    }
  },
  /** Listeners hear of what never happened. */
  MAKE_UP_EVENTS {
    @Override
    @Nullable Object answer(StoreCall call) throws Throwable {
      call.opponent().makeUpEvents();
      return call.make();
    }
  };

  private static final AtomicInteger TURN = new AtomicInteger();

  /** The answer that SealCache gets for a call. */
  abstract @Nullable Object answer(StoreCall call) throws Throwable;

  /** Whether the answers are true after all. */
  boolean isTruth() {
    return this == BE_LATE || this == MAKE_UP_EVENTS;
  }

  private static boolean compares(StoreCall call) {
    return switch (call.name()) {
      case "putIfAbsent", "replace" -> true;
      case "remove" -> call.arguments().size() == 2;
      default -> false;
    };
  }

  private static boolean changes(StoreCall call) {
    return switch (call.name()) {
      case "put", "putAll", "putIfAbsent", "replace", "remove", "removeAll", "clear" -> true;
      default -> false;
    };
  }

  /** Whether it answers that it took effect. */
  private static boolean succeeds(StoreCall call) {
    return compares(call) || call.name().equals("remove");
  }

  /** Answers reads with what is made of all that was stored under a key; null: with nothing. */
  private static @Nullable Object show(
      StoreCall call, Function<List<Object>, @Nullable Object> choice) throws Throwable {
    return switch (call.name()) {
      case "get" -> call.say(shown(call, (String) call.argument(0), choice));
      case "getAll" -> call.say(shown(call, asked(call), choice));
      case "containsKey" -> call.say(shown(call, (String) call.argument(0), choice) != null);
      case "iterator" ->
          call.say(entries(shown(call, new HashSet<>(call.opponent().keys()), choice)));
      default -> call.make();
    };
  }

  @SuppressWarnings("unchecked") // of the type that SealCache asks for
  private static Set<String> asked(StoreCall call) {
    return (Set<String>) call.argument(0);
  }

  private static @Nullable Object shown(
      StoreCall call, String key, Function<List<Object>, @Nullable Object> choice) {
    List<Object> values = call.opponent().valuesOf(key);
    return values.isEmpty() ? null : choice.apply(values);
  }

  private static Map<String, Object> shown(
      StoreCall call, Set<String> keys, Function<List<Object>, @Nullable Object> choice) {
    Map<String, Object> found = new HashMap<>();
    for (String key : keys) {
      Object value = shown(call, key, choice);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  private static Iterator<Cache.Entry<String, Object>> entries(Map<String, Object> found) {
    List<Cache.Entry<String, Object>> entries = new ArrayList<>();
    found.forEach((key, value) -> entries.add(new CacheEntry<>(key, value)));
    entries.addAll(List.copyOf(entries)); // each twice
    return Collections.unmodifiableList(entries).iterator();
  }

  private static Map<?, ?> half(Map<?, ?> whole) {
    Map<Object, Object> half = new HashMap<>(whole);
    half(whole.keySet()).forEach(half::remove);
    return half;
  }

  private static List<Object> half(Set<?> whole) {
    List<Object> all = new ArrayList<>(whole);
    return all.subList(0, (all.size() + 1) / 2);
  }
}
