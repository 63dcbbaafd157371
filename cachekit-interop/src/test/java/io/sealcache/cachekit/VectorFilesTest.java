package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors are what cachekit-py's own tests take, to the byte. */
class VectorFilesTest {
  @ParameterizedTest
  @CsvSource({
    "interop-mode.json, e1ca6c2361509f347d17f3352e0d7ab4d4b61488737bdf0056bb5769d9794e72",
    "encryption.json, 1a8a3735408675bf9660ce1372f77723a9ffda8084010fa52eb756a330961589",
    "python-frame.json, b677d5f14de4a3cd1fa5307d4b46eae0545a20e51e9163f96495ee7ad15600d0",
    "wire-format.json, b902db88fb9b2c4a2d0def7266f8199a858fcb921262c1eaf2c2c03412b5b56a"
  })
  void file_isTheOneThatIsPublished(String name, String sha256)
      throws IOException, NoSuchAlgorithmException {
    try (InputStream file = Vectors.class.getResourceAsStream(name)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      assertThat(Vectors.hex(digest)).isEqualTo(sha256);
    }
  }
}
