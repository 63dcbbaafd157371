package io.sealcache.internal.store.hazelcast;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.sealcache.internal.store.TrustedCode;
import java.io.IOException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Test;

class HazelcastDeclaredObjectsTest {
  private final HazelcastDeclaredObjects trustingAll =
      new HazelcastDeclaredObjects(
          TrustedCode.of("**"),
          requireNonNull(HazelcastDeclaredObjectsTest.class.getClassLoader()));

  private static Data sent(Object object) {
    return requireNonNull(new DefaultSerializationServiceBuilder().build().toData(object));
  }

  @Test
  void factoryThatNamesAClassAsText_isRefusedWhateverIsTrusted() {
    Data byName = sent(FactoryBuilder.factoryOf(EternalExpiryPolicy.class));

    assertThatExceptionOfType(HazelcastDeclaredObjects.UntrustedException.class)
        .isThrownBy(() -> trustingAll.read(byName))
        .satisfies(e -> assertThat(e.className()).contains("named as text"));
  }

  @Test
  void factoryOfOneObject_isRead() throws IOException {
    Data held = sent(new FactoryBuilder.SingletonFactory<>(new EternalExpiryPolicy()));

    assertThat(trustingAll.read(held)).isInstanceOf(FactoryBuilder.SingletonFactory.class);
  }

  @Test
  void packedObject_isRead() throws IOException {
    Data packed =
        requireNonNull(
            new DefaultSerializationServiceBuilder()
                .setEnableCompression(true)
                .build()
                .toData(new FactoryBuilder.SingletonFactory<>(new EternalExpiryPolicy())));

    assertThat(trustingAll.read(packed)).isInstanceOf(FactoryBuilder.SingletonFactory.class);
  }

  @Test
  void packedObjectOfManyBytes_isRefused() {
    Data bomb =
        requireNonNull(
            new DefaultSerializationServiceBuilder()
                .setEnableCompression(true)
                .build()
                .toData(new FactoryBuilder.SingletonFactory<>("x".repeat(2 << 20))));

    assertThatExceptionOfType(HazelcastDeclaredObjects.UntrustedException.class)
        .isThrownBy(() -> trustingAll.read(bomb))
        .satisfies(e -> assertThat(e.className()).contains("packed"));
  }
}
