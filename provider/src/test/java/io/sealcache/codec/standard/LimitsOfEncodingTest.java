package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Samples.Box;
import io.sealcache.codec.Samples.Pair;
import io.sealcache.codec.Samples.Point;
import io.sealcache.codec.Samples.Shape;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that can be put can be got: each limit on what is read holds for what is written. */
class LimitsOfEncodingTest {
  static final class Node implements Serializable {
    final List<Object> before = new ArrayList<>();
    final @Nullable Object next;
    final String name = "node";

    Node(@Nullable Object next) {
      this.next = next;
    }
  }

  private static Node chain(int length) {
    Node first = new Node(null);
    for (int i = 1; i < length; i++) {
      first = new Node(first);
    }
    return first;
  }

  /** Its fields are written in the order of their names. */
  static final class Link implements Serializable {
    final @Nullable Object before;
    final @Nullable Link next;
    @Nullable Object value;

    Link(@Nullable Object before, @Nullable Link next, @Nullable Object value) {
      this.before = before;
      this.next = next;
      this.value = value;
    }
  }

  private static Link links(int length, @Nullable Object before, @Nullable Object deepest) {
    Link first = new Link(before, null, deepest);
    for (int i = 1; i < length; i++) {
      first = new Link(before, first, null);
    }
    return first;
  }

  private static List<Coding> values(String pattern) {
    var filter = JavaFilter.of(pattern);
    return List.of(
        Coding.of(StandardCodec.forValues(filter)), Coding.of(JavaCodec.forValues(filter)));
  }

  private static void assertRefused(Coding coding, Object object, String... named) {
    assertThatThrownBy(() -> coding.encode(object))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContainingAll(named)
        .hasMessageContaining("java-filter");
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 258, 300, 512, 700})
  void chainThatIsTooLongToBeRead_isRefusedByNameAndLimit(int length) {
    for (Coding coding : values("*")) {
      assertRefused(coding, chain(length), Node.class.getName(), "256", "maxdepth");
    }
    assertRefused(Coding.keys(), chain(length), Node.class.getName(), "256");
  }

  @Test
  void chainAsLongAsTheLimit_isWrittenAndRead() throws Exception {
    for (int length : new int[] {1, 2, 255}) { // the last one holds a list
      for (Coding coding : values("*")) {
        Object read = coding.roundTrip(chain(length));

        int nodes = 0;
        for (Object node = read; node instanceof Node each; node = each.next) {
          nodes++;
        }
        assertThat(nodes).isEqualTo(length);
      }
    }
  }

  /** The filter is asked of superclasses and of what was met before, one level deeper. */
  @Test
  void whatTheFilterIsAskedBelowTheDeepestObject_isRefusedTooWhereItIsTooDeep() throws Exception {
    Link back = links(256, null, null);
    Link last = back;
    while (last.next != null) {
      last = last.next;
    }
    last.value = back;

    for (Coding coding : values("*")) {
      for (Object deepest : List.<Object>of(1, Integer.class, Shape.SQUARE)) {
        assertThat(coding.roundTrip(links(254, null, deepest))).isInstanceOf(Link.class);
        assertRefused(coding, links(255, null, deepest), "limit");
      }
      assertThat(coding.roundTrip(links(255, 1, 1))).isInstanceOf(Link.class);
      assertThat(coding.roundTrip(links(256, null, null))).isInstanceOf(Link.class);
      assertThat(coding.roundTrip(links(256, null, "met here"))).isInstanceOf(Link.class);
      assertThat(coding.roundTrip(links(255, "shared", null))).isInstanceOf(Link.class);
      assertRefused(coding, links(256, "shared", null), "limit");
      assertRefused(coding, back, "limit");
    }
  }

  /** The codec's own formats have limits of their own: 128 levels, and a byte for each part. */
  @Test
  void limitsOfTheFilter_areOfJavaStreamsOnly() throws Exception {
    for (String limits : List.of("maxrefs=1", "maxrefs=3", "maxdepth=1", "maxarray=1")) {
      Coding standard = values(limits + ";*").get(0);
      Object record = new Pair(new Box<>(List.of(new Point(1, 2))), Shape.CIRCLE);

      assertThat(standard.roundTrip(record)).isEqualTo(record);
      assertThat((Object[]) standard.roundTrip(new Object[] {1, 2, 3})).hasSize(3);
    }
  }

  /** A branch that is too deep is found wherever it is, and breadth is not taken for depth. */
  @Test
  void oneDeepBranchAmongManyShallowOnes_isFound() throws Exception {
    for (Coding coding : values("*")) {
      for (int at : new int[] {0, 1, 250, 999}) {
        Node root = new Node(null);
        IntStream.range(0, 1000)
            .mapToObj(i -> chain(i == at ? 240 : i % 7 + 1))
            .forEach(root.before::add);
        assertThat(coding.roundTrip(root)).isInstanceOf(Node.class);

        root.before.set(at, chain(255));
        assertRefused(coding, root, "256");
      }
    }
  }

  /** Methods of its own have the names of the codec's and the JDK's. */
  static final class Writing implements Serializable {
    private transient Object held;

    Writing(Object held) {
      this.held = held;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      writeRoot(out);
    }

    private void writeRoot(ObjectOutputStream out) throws IOException {
      writeObject0(out);
    }

    private void writeObject0(ObjectOutputStream out) throws IOException {
      out.writeObject(held);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      held = in.readObject();
    }
  }

  @Test
  void depthBelowMethodsOfAnyName_isThatOfTheObjects() throws Exception {
    Object nested = new Writing(new Writing(new Writing("deepest")));

    for (Coding coding : values("maxdepth=2;*")) {
      assertRefused(coding, nested, Writing.class.getName(), "2");
    }
    for (Coding coding : values("maxdepth=3;*")) {
      assertThat(coding.roundTrip(nested)).isInstanceOf(Writing.class);
    }
  }

  @Test
  void wrappersThatAreTooDeep_areRefused() {
    Object inner = 1;
    for (int i = 0; i < 300; i++) {
      inner = Collections.unmodifiableList(Collections.singletonList(inner));
    }
    Object nested = inner;
    assertRefused(Coding.of(JavaCodec.forValues(JavaFilter.of("*"))), nested, "256");
    assertThatThrownBy(() -> Coding.values().encode(nested)).hasMessageContaining("128");
  }

  @Test
  void limitsOfTheFilter_holdForWhatIsWritten() throws Exception {
    Node many = new Node(IntStream.range(0, 50).boxed().toList());
    for (Coding coding : values("maxdepth=3;*")) {
      assertThat(coding.roundTrip(chain(2))).isInstanceOf(Node.class);
      assertRefused(coding, chain(4), "3");
    }
    for (String limit : List.of("maxarray=10", "maxrefs=20", "maxbytes=100")) {
      for (Coding coding : values(limit + ";*")) {
        assertRefused(coding, many, "limit");
      }
    }
    for (Coding coding : values("maxarray=50;maxrefs=200;maxbytes=10000;*")) {
      assertThat(coding.roundTrip(many)).isInstanceOf(Node.class);
    }
  }
}
