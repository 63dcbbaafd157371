package io.sealcache.rotation;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeySource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key source whose current key is another one when the test says so. */
public final class RotatingKeys implements KeySource {
  private final MasterKey index;
  private final MasterKey old;
  private final MasterKey fresh;
  private volatile Keyring keyring;

  /** Of random keys. */
  public RotatingKeys() {
    this(MasterKey.generate(), MasterKey.generate(), MasterKey.generate());
  }

  public RotatingKeys(MasterKey index, MasterKey old, MasterKey fresh) {
    this.index = index;
    this.old = old;
    this.fresh = fresh;
    this.keyring = before();
  }

  private Keyring before() {
    return new Keyring(old, List.of(fresh), index);
  }

  public void rotate() {
    keyring = new Keyring(fresh, List.of(old), index);
  }

  /** The old key is the current one again. */
  public void rotateBack() {
    keyring = before();
  }

  public void retire() {
    keyring = new Keyring(fresh, List.of(), index);
  }

  /** The id of the key that entries are to be under at the end. */
  public String freshId() {
    return "%08x".formatted(fresh.id());
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return keyring;
  }

  @Override
  public void close() {}
}
