package io.sealcache.cli.keys;

import io.sealcache.cli.RunOptions;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.KeySource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys that settings lead to, by their ids. */
public final class FoundKeys implements AutoCloseable {
  private static final List<Setting> PLACES =
      List.of(Setting.KEY_TABLE, Setting.KEYRING, Setting.MASTER_KEY, Setting.KEY_SOURCE);

  private final Setting place;
  private final KeySource source;

  private FoundKeys(Setting place, KeySource source) {
    this.place = place;
    this.source = source;
  }

  /**
   * Opens them.
   *
   * @return null: the settings name none
   * @throws RuntimeException if they can't be had; the message shows no key
   */
  public static @Nullable FoundKeys open(Properties properties) {
    Settings settings = RunOptions.settings(properties);
    Setting place = PLACES.stream().filter(settings::isGiven).findFirst().orElse(null);
    if (place == null) {
      return null;
    }
    return new FoundKeys(
        place,
        place == Setting.KEY_TABLE
            ? TableAccess.keys(properties)
            : ManagerKeys.of(settings, RunOptions.loader()));
  }

  /** The setting that says where they are. */
  public String place() {
    return place.propertyName();
  }

  /** Whether each tenant has keys of its own. */
  public boolean areOfTable() {
    return place == Setting.KEY_TABLE;
  }

  /**
   * The keys of a tenant.
   *
   * @param tenant null: of nobody
   * @return null: there are none
   */
  public @Nullable Keyring keyring(@Nullable String tenant) {
    return source.existingKeyring(tenant);
  }

  /**
   * Ids of the keys that seal or open values.
   *
   * @param tenants whose; empty: nobody's
   */
  public Set<String> dataKeys(Collection<String> tenants) {
    Set<String> ids = new TreeSet<>();
    for (String name : tenants.isEmpty() ? Collections.singleton((String) null) : tenants) {
      Keyring keyring = keyring(name);
      if (keyring != null) {
        ids.add(id(keyring.current()));
        keyring.previous().forEach(key -> ids.add(id(key)));
      }
    }
    return ids;
  }

  /** As logs and a census show it. */
  public static String id(MasterKey key) {
    return "%08x".formatted(key.id());
  }

  @Override
  public void close() {
    source.close();
  }
}
