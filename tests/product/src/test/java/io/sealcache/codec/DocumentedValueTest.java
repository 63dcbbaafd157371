package io.sealcache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.jackson.Jackson;
import io.sealcache.internal.seal.BuiltInCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentedValueTest {
  private record Shown(String name, int age) {}

  @Test
  void valuesOfJackson_areWhatTheDocumentShows() throws IOException {
    String document = Files.readString(Path.of("../../docs/codecs.md")).replace(" ", "");

    for (Jackson jackson : Jackson.values()) {
      for (Codec codec : List.of(jackson.json(Shown.class), jackson.messagePack(Shown.class))) {
        EncodingBuffer out = new EncodingBuffer(0, 64);
        codec.encode(new Shown("Ada", 36), out);
        String header = "00%02x0123456789ab".formatted(BuiltInCodec.id(codec.name()));

        assertThat(document)
            .contains(header + HexFormat.of().formatHex(out.array(), 0, out.size()));
      }
    }
  }
}
