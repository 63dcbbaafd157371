package io.sealcache.internal.managerkeys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyAudit;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeyHistory;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.table.TableKeySource;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one cache manager.
 *
 * @param context separates applications that share a master key; may be empty
 * @param audit of the manager itself; a source has its own
 */
public record ManagerKeys(KeySource source, String context, KeyAudit audit) {
  /**
   * Takes them from the settings.
   *
   * @param classLoader finds a key source of the application's
   * @throws IllegalArgumentException if there are none, they are set in two ways, or one is
   *     malformed; the message shows how to make one, and never a key
   */
  public static ManagerKeys of(Settings settings, ClassLoader classLoader) {
    String context = settings.text(Setting.CONTEXT);
    return new ManagerKeys(
        GivenKeys.open(KeyPlace.of(settings), settings, classLoader),
        context == null ? "" : context,
        new KeyAudit());
  }

  /**
   * The source, if it is a key table.
   *
   * @throws IllegalArgumentException if it is none
   */
  public TableKeySource table() {
    if (source instanceof ApplicationKeySource one
        && one.source() instanceof TableKeySource table) {
      return table;
    }
    throw new IllegalArgumentException(
        "The keys of this cache manager are in no key table, and can't be forgotten; set '%s'"
            .formatted(Setting.KEY_TABLE.propertyName()));
  }

  /**
   * Tells that the manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param asked where keys come from that are asked for later
   * @param keyring null where it isn't known yet
   */
  public void tellStart(String manager, String store, String asked, @Nullable Keyring keyring) {
    audit.started(manager, store, asked, keyring == null ? KeyIds.NONE : KeyIds.of(keyring));
  }

  /** What has happened to the keys since the manager was opened; each event is in it. */
  public KeyHistory history() {
    return new KeyHistory(audit.counts().times()).plus(source.history());
  }

  @Override
  public String toString() {
    return "ManagerKeys";
  }
}
