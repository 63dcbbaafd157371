package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.keys.FixedKey;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An application that changes or forgets the index key starts cold, and is told so. */
class ForeignDescriptorsTest {
  private static final CacheDescriptor CREATED =
      new CacheDescriptor(
          "java.lang.String", "java.lang.Integer", false, false, new EternalExpiryPolicy());

  private final SharedDescriptors shared = new SharedDescriptors();
  private final CacheDescriptors descriptors = shared.under(2);

  private static List<String> starting(CacheDescriptors jvm) {
    return starting(jvm, "unknown", null);
  }

  private static List<String> starting(
      CacheDescriptors jvm, String cacheName, @Nullable CacheDescriptor found) {
    return CapturedLog.of(
        "io.sealcache.store",
        () -> {
          for (int i = 0; i < 3; i++) {
            assertThat(jvm.findSelfContained(cacheName)).isEqualTo(found);
          }
        });
  }

  @Test
  void find_whereAllIsUnderAnotherIndexKey_warnsOnceOfBothKeys() {
    descriptors.enter("cache", CREATED);

    assertThat(starting(shared.under(3)))
        .singleElement()
        .asString()
        .startsWith("WARNING ")
        .contains("(" + id(2) + ": 1)", id(3), "index key")
        .doesNotContain("unknown", "'cache'");
  }

  /** The first start under another key leaves descriptors under it. */
  @Test
  void find_whereSomeAreUnderOurIndexKey_countsTheOthersOnce() {
    descriptors.enter("orders", CREATED);
    descriptors.enter("customers", CREATED);
    shared.under(3).enter("cache", CREATED);
    shared.under(4).enter("cache", CREATED);

    assertThat(starting(shared.under(3), "cache", CREATED))
        .singleElement()
        .asString()
        .startsWith("INFO ")
        .contains(id(2) + ": 2", id(4) + ": 1", "in use, " + id(3) + ": 1.")
        .doesNotContain("orders", "'cache'");
  }

  @Test
  void find_whereAllIsUnderOurIndexKey_saysNothing() {
    descriptors.enter("cache", CREATED);

    assertThat(starting(shared.under(2), "cache", CREATED)).isEmpty();
  }

  @Test
  void find_whereNothingOrRubbishIsStored_saysNothing() {
    assertThat(starting(shared.under(3))).isEmpty();
    shared.store.put("orders", "x");
    shared.store.put("", "x");

    assertThat(starting(shared.under(3))).isEmpty();
  }

  @Test
  void find_whereTheStoreListsRubbishWithoutEndOrFails_goesOn() {
    for (Iterator<?> keys :
        List.of(Stream.generate(() -> "rubbish").iterator(), new FailingIterator())) {
      shared.keys = () -> keys;

      assertThat(starting(shared.under(2))).isEmpty();
    }
  }

  @Test
  void find_whereOursIsBehindTheFirstThousand_warns() {
    descriptors.enter("cache", CREATED);
    String theirs = onlyKey();
    shared.store.clear();
    shared.under(3).enter("cache", CREATED);
    String ours = onlyKey();

    list(theirs, 998, ours);
    assertThat(starting(shared.under(3))).singleElement().asString().startsWith("INFO ");
    list(theirs, 999, ours);
    assertThat(starting(shared.under(3))).singleElement().asString().startsWith("WARNING ");
  }

  private String onlyKey() {
    assertThat(shared.store).hasSize(1);
    return shared.store.keySet().iterator().next();
  }

  private void list(String first, int rubbish, String last) {
    shared.keys =
        () ->
            Stream.of(
                    Stream.of(first),
                    Stream.generate(() -> "rubbish").limit(rubbish),
                    Stream.of(last))
                .flatMap(keys -> keys)
                .iterator();
  }

  private static final class FailingIterator implements Iterator<Object> {
    @Override
    public boolean hasNext() {
      throw new IllegalStateException("no");
    }

    @Override
    public Object next() {
      throw new IllegalStateException("no");
    }
  }

  private static String id(int key) {
    return "%08x".formatted(MasterKeyText.parse(FixedKey.hex(key)).id());
  }
}
