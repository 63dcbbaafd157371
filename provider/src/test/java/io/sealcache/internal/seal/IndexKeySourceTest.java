package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeySource;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    var source = new Changing(new Keyring(CURRENT, List.of(OLD), INDEX));
    var keys = new IndexKeySource(source);
    Keyring first = keys.keyring(null);
    assertThat(keys.keyring(null)).isSameAs(first);

    source.keyring = new Keyring(INDEX, List.of(CURRENT), OLD);
    assertThat(keys.keyring(null).current()).isSameAs(OLD);
  }

  @Test
  void close_leavesTheSourcesKeys() {
    var source = new Changing(new Keyring(CURRENT, List.of(), INDEX));
    new IndexKeySource(source).close();

    assertThat(INDEX.isDestroyed()).isFalse();
    assertThat(CURRENT.isDestroyed()).isFalse();
  }

  private static Keyring made(Keyring keyring) {
    return new IndexKeySource(new Changing(keyring)).keyring(null);
  }

  private static final class Changing implements KeySource {
    private Keyring keyring;

    private Changing(Keyring keyring) {
      this.keyring = keyring;
    }

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keyring;
    }

    @Override
    public void close() {
      keyring.destroy();
    }
  }
}
