package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.TenantKeys;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class SealersTest {
  private final Keyring keyring = new Keyring(MasterKey.generate(), List.of(), null);
  private final Sealers sealers = Sealing.ofTexts(TenantKeys.of(() -> keyring));

  @Test
  void keyringThatIsDropped_takesItsSealersAlong() {
    ObjectSealer one = sealers.of("one");
    ObjectSealer two = sealers.of("two");

    keyring.drop();

    assertThat(sealers.of("one")).isNotSameAs(one);
    assertThat(sealers.of("two")).isNotSameAs(two);
  }

  @Test
  void keyringThatWasDroppedBefore_hasNoSealersKept() {
    keyring.drop();

    assertThat(sealers.of("one")).isNotSameAs(sealers.of("one"));
  }

  @Test
  void keyringThatIsDestroyed_isSaidToBe() {
    keyring.destroy();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> sealers.of("one"))
        .withMessageContainingAll("'cache'", "were destroyed meanwhile");
  }
}
