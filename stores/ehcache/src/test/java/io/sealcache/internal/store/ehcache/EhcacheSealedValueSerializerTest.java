package io.sealcache.internal.store.ehcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.fixture.PlantedClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EhcacheSealedValueSerializerTest {
  private final EhcacheSealedValueSerializer serializer =
      new EhcacheSealedValueSerializer(EhcacheSealedValueSerializerTest.class.getClassLoader());

  @Test
  void read_givesBackWhatWasWritten() {
    SealedBytes value = SealedBytes.ofStore(new byte[] {1, 2, 3});

    ByteBuffer written = serializer.serialize(value);

    assertThat(written.remaining()).isEqualTo(3);
    assertThat(serializer.equals(value, written.duplicate())).isTrue();
    assertThat(serializer.equals(value, written.duplicate().position(1))).isFalse();
    assertThat(serializer.read(written)).isEqualTo(value);
  }

  @Test
  void read_ofAnObjectThatTheDiskNames_isBytesAndInitialisesNothing() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(PlantedClass.elsewhere());
    }

    SealedBytes read = serializer.read(ByteBuffer.wrap(bytes.toByteArray()));

    assertThat(read.bytes()).isEqualTo(bytes.toByteArray());
    assertThat(PlantedClass.isInitialised()).isFalse();
  }
}
