package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sealcache.fixture.VisibleSignatures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a type may show another one. */
class VisibleSignaturesTest {
  private static final JavaClasses HERE =
      new ClassFileImporter()
          .importClasses(
              Stream.concat(
                      Stream.of(VisibleSignaturesTest.class),
                      Stream.of(VisibleSignaturesTest.class.getDeclaredClasses()))
                  .flatMap(type -> Stream.concat(Stream.of(type), nested(type)))
                  .toArray(Class<?>[]::new));

  private static Stream<Class<?>> nested(Class<?> type) {
    return Stream.of(type.getDeclaredClasses());
  }

  private static Stream<String> seenBy(String name) {
    String type = VisibleSignaturesTest.class.getName() + "$" + name;
    return VisibleSignatures.of(HERE, Set.of(type)).stream().map(VisibleSignatures.Seen::type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ByMethod",
        "ByException",
        "ByConstructor",
        "ByField",
        "BySuperclass",
        "ByInterface",
        "ByArgumentOfInterface",
        "ByBound",
        "ByArgument",
        "ByArray",
        "ByNestedType"
      })
  void hiddenType_isSeen(String by) {
    assertThat(seenBy(by)).contains(Hidden.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = "Nowhere")
  void hiddenTypeOfHiddenMembers_isNotSeen(String by) {
    assertThat(seenBy(by)).isNotEmpty().doesNotContain(Hidden.class.getName());
  }

  /** A type that nobody is to see. */
  @SuppressWarnings("serial") // it is never thrown
  static class Hidden extends Exception {}

  static class ByMethod {
    protected @Nullable Hidden get() {
      return null;
    }
  }

  static class ByException {
    public void run() throws Hidden {}
  }

  static class ByConstructor {
    public ByConstructor(Hidden hidden) {
      throw new UnsupportedOperationException(hidden);
    }
  }

  static class ByField {
    protected @Nullable Hidden field;
  }

  @SuppressWarnings("serial")
  static class BySuperclass extends Hidden {}

  abstract static class ByInterface implements Supplier<Hidden> {}

  interface ByArgumentOfInterface extends Map<String, List<Hidden>> {}

  static class ByBound {
    public <T extends Hidden> void take(List<T> hidden) {
      hidden.clear();
    }
  }

  static class ByArgument {
    public void take(Map<String, ? super Hidden> hidden) {
      hidden.clear();
    }
  }

  static class ByArray {
    public void take(Hidden[][] hidden) {
      hidden[0] = new Hidden[0];
    }
  }

  static class ByNestedType {
    protected interface Nested {
      Hidden get();
    }
  }

  static class Nowhere {
    public final String open = "";
    private @Nullable Hidden field;

    Nowhere(Hidden hidden) {
      field = hidden;
    }

    private @Nullable Hidden get() {
      return field;
    }

    public boolean isThere() {
      return get() != null;
    }

    interface Nested extends Supplier<Hidden> {}
  }
}
