package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import org.junit.jupiter.api.Test;

class HazelcastPlainCacheTest {
  private static final String KEY = "AWjJW1t3jIbprAedpXpQzL_mbG-_AU64jIXQgrl2hF4LLJ9P";

  private final InternalSerializationService objects =
      new DefaultSerializationServiceBuilder().build();

  @Test
  void keyWithItsPartitionHash_isTheSameKeyInTheSamePartition() {
    Data plain = objects.toData(KEY);

    Data told = HazelcastPlainCache.withPartitionHash(objects.toData(KEY));

    assertThat(plain.hasPartitionHash()).isFalse();
    assertThat(told.hasPartitionHash()).isTrue();
    assertThat(told.getPartitionHash()).isEqualTo(plain.getPartitionHash());
    assertThat(told).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(plain).isEqualTo(told);
    assertThat(objects.<String>toObject(told)).isEqualTo(KEY);
  }
}
