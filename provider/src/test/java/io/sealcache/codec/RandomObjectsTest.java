package io.sealcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.RandomObjects.Bean;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.codec.standard.Coding;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.SampleKeys.Generated;
import io.sealcache.codec.standard.StringCodec;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An object that is put is got as it was; equal keys have equal bytes, and other keys have others.
 */
class RandomObjectsTest {
  private static final int DEPTH = 4;

  @Test
  void valuesOfStandard_comeBackEqual() {
    Coding values = Coding.values();
    Cases.all(
        seed -> {
          Object value = new RandomObjects(seed, false).value(DEPTH);
          assertSame(value, values.roundTrip(value));
        });
  }

  @Test
  void valuesOfJava_comeBackEqualAndOfTheirClass() {
    Coding values = Coding.of(JavaCodec.forValues(JavaFilter.standard()));
    Cases.all(
        seed -> {
          Object value = new RandomObjects(seed, true).value(DEPTH);
          assertSame(value, values.roundTrip(value));
        });
  }

  @Test
  void keysOfStandard_areEqualByTheirBytes() {
    Coding keys = Coding.keys();
    Map<ByteBuffer, Object> found = new HashMap<>();
    Cases.all(
        seed -> {
          RandomObjects objects = new RandomObjects(seed, false);
          Object key = objects.key(3);
          assertCanonical(keys, key, objects.twin(key), found);
        });
  }

  @Test
  void keysOfJava_areEqualByTheirBytes() {
    Coding keys = Coding.of(JavaCodec.forKeys(JavaFilter.standard()));
    Map<ByteBuffer, Object> found = new HashMap<>();
    Cases.all(
        seed -> {
          RandomObjects objects = new RandomObjects(seed, true);
          Object key = objects.key(3);
          Object other = objects.scalar();
          assertCanonical(
              keys,
              new Generated(key, other, other),
              new Generated(objects.twin(key), objects.twin(other), objects.twin(other)),
              found);
        });
  }

  @Test
  void textAndBytes_comeBackEqualAndAreEqualByTheirBytes() {
    Coding texts = Coding.of(new StringCodec());
    Coding arrays = Coding.of(new BytesCodec());
    Map<ByteBuffer, Object> found = new HashMap<>();
    Cases.all(
        seed -> {
          RandomObjects objects = new RandomObjects(seed, false);
          String text = objects.text();
          byte[] bytes = objects.bytes();

          assertCanonical(texts, text, objects.twin(text), found);
          assertThat((byte[]) arrays.roundTrip(bytes)).isEqualTo(bytes);
          assertThat(arrays.encode(bytes)).isEqualTo(arrays.encode(bytes.clone()));
          assertThatThrownBy(() -> texts.encode(text + '\ud800' + text))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  private static void assertCanonical(
      Coding keys, Object key, Object twin, Map<ByteBuffer, Object> found) throws Exception {
    assertThat(twin).isEqualTo(key);
    byte[] encoded = keys.encode(key);
    assertThat(keys.encode(twin)).as("%s and %s", key, twin).isEqualTo(encoded);
    assertThat(keys.decode(encoded)).isEqualTo(key);
    Object sameBytes = found.putIfAbsent(ByteBuffer.wrap(encoded), key);
    if (sameBytes != null) {
      assertThat(sameBytes).isEqualTo(key);
    }
  }

  /** By structure, as arrays have no equals. */
  private static void assertSame(@Nullable Object expected, @Nullable Object actual)
      throws Exception {
    if (expected == null || actual == null) {
      assertThat(actual).isEqualTo(expected);
      return;
    }
    boolean declarable = Modifier.isPublic(expected.getClass().getModifiers());
    if (declarable || !expected.getClass().getName().startsWith("java.util.")) {
      assertThat(actual.getClass()).isEqualTo(expected.getClass());
    }
    if (expected.getClass().isArray()) {
      assertSame(elements(expected), elements(actual));
    } else if (expected instanceof List<?> || expected instanceof ArrayDeque<?>) {
      assertSameInOrder((Iterable<?>) expected, (Iterable<?>) actual);
    } else if (expected instanceof Map<?, ?> map) {
      assertThat(((Map<?, ?>) actual).keySet()).isEqualTo(map.keySet());
      for (Object key : map.keySet()) {
        assertSame(map.get(key), ((Map<?, ?>) actual).get(key));
      }
    } else if (expected instanceof Map.Entry<?, ?> entry) {
      assertThat(((Map.Entry<?, ?>) actual).getKey()).isEqualTo(entry.getKey());
      assertSame(entry.getValue(), ((Map.Entry<?, ?>) actual).getValue());
    } else if (expected instanceof Optional<?> optional) {
      assertSame(optional.orElse(null), ((Optional<?>) actual).orElse(null));
    } else if (expected instanceof Bean bean) {
      assertSame(bean.held(), ((Bean) actual).held());
    } else if (expected instanceof Record) {
      for (RecordComponent component : expected.getClass().getRecordComponents()) {
        assertSame(
            component.getAccessor().invoke(expected), component.getAccessor().invoke(actual));
      }
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  private static void assertSameInOrder(Iterable<?> expected, Iterable<?> actual) throws Exception {
    Iterator<?> others = actual.iterator();
    for (Object each : expected) {
      assertThat(others.hasNext()).isTrue();
      assertSame(each, others.next());
    }
    assertThat(others.hasNext()).isFalse();
  }
}
