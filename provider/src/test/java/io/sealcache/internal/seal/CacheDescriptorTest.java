package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheDescriptorTest {
  private static final ExpiryPolicy STANDARD = new EternalExpiryPolicy();

  @Test
  void code_isWhatTheApplicationHasToBring() {
    assertThat(descriptor(false, false, STANDARD).code()).isEmpty();
    assertThat(descriptor(true, false, STANDARD).code()).containsExactly("a CacheLoader");
    assertThat(descriptor(false, true, STANDARD).code()).containsExactly("a CacheWriter");
    assertThat(descriptor(true, true, null).code())
        .containsExactly("a CacheLoader", "a CacheWriter", "a custom ExpiryPolicy");
  }

  @Test
  void codeMissingIn_isWhatTheOtherDoesNotBring() {
    CacheDescriptor both = descriptor(true, true, STANDARD);

    assertThat(both.codeMissingIn(both)).isEmpty();
    assertThat(both.codeMissingIn(descriptor(true, false, STANDARD)))
        .containsExactly("a CacheWriter");
    assertThat(descriptor(false, false, STANDARD).codeMissingIn(both)).isEmpty();
  }

  private static CacheDescriptor descriptor(
      boolean hasLoader, boolean hasWriter, @Nullable ExpiryPolicy standardExpiry) {
    return new CacheDescriptor(
        "java.lang.String", "java.lang.String", hasLoader, hasWriter, standardExpiry);
  }
}
