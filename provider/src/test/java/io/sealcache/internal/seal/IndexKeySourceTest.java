package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.TenantKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexKeySourceTest {
  private static final MasterKey INDEX = MasterKey.generate();
  private static final MasterKey OLD = MasterKey.generate();
  private static final MasterKey CURRENT = MasterKey.generate();

  @Test
  void keyring_sealsAndOpensWithTheIndexKeyAlone() {
    Keyring keyring = made(new Keyring(CURRENT, List.of(OLD), INDEX));

    assertThat(keyring.current()).isSameAs(INDEX);
    assertThat(keyring.indexKey()).isSameAs(INDEX);
    assertThat(keyring.previous()).isEmpty();
  }

  @Test
  void indexKeyThatIsADataKeyToo_isThereOnce() {
    Keyring keyring = made(new Keyring(CURRENT, List.of(INDEX, OLD), INDEX));
    assertThat(keyring.current()).isSameAs(INDEX);
    assertThat(keyring.previous()).isEmpty();

    assertThat(made(new Keyring(CURRENT, List.of(), null)).current()).isSameAs(CURRENT);
    assertThat(made(new Keyring(CURRENT, List.of(), null)).previous()).isEmpty();
  }

  @Test
  void keyring_isTheSameObjectAsLongAsTheSourcesIs() {
    Keyring given = new Keyring(CURRENT, List.of(OLD), INDEX);
    TenantKeys source = TenantKeys.of(() -> given);
    var keys = new IndexKeySource(source);
    Keyring first = keys.keyring(null);
    assertThat(keys.keyring(null)).isSameAs(first);

    source.answer(() -> new Keyring(INDEX, List.of(CURRENT), OLD));
    assertThat(keys.keyring(null).current()).isSameAs(OLD);
  }

  @Test
  void close_leavesTheSourcesKeys() {
    TenantKeys source = new TenantKeys();
    new IndexKeySource(source).close();

    assertThat(source.isClosed()).isFalse();
  }

  private static Keyring made(Keyring keyring) {
    return new IndexKeySource(TenantKeys.of(() -> keyring)).keyring(null);
  }
}
