package io.sealcache.benchmarks.peers;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.google.crypto.tink.Aead;
import io.lettuce.core.codec.CipherCodec;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.commons.jcs3.utils.serialization.EncryptingSerializer;
import org.jasypt.util.binary.AES256BinaryEncryptor;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;

/** A library that values are encrypted with, used as its own documentation says. */
public enum Peer {
  /** AES-256-GCM, with associated data. */
  TINK("Tink, AES-GCM", Aead.class, 20_000),
  /** AES-256-GCM with a random nonce; no associated data. */
  SPRING_SECURITY("Spring Security crypto, AES-GCM", AesGcmBytesEncryptor.class, 20_000),
  /** A raw AES keyring: a data key for each message, which the keyring wraps. */
  AWS("AWS Encryption SDK, raw AES keyring", AwsCrypto.class, 200),
  /**
   * A data key is used for 1,000 messages or 100 seconds, as in an example of the SDK. The caching
   * materials manager takes master keys and no keyring; since 3.0 it is deprecated.
   */
  AWS_CACHED("AWS Encryption SDK, data keys cached", AwsCrypto.class, 1_000),
  /**
   * As above without the signature, as the SDK's guide advises where who decrypts is trusted no
   * less than who encrypts.
   */
  AWS_CACHED_UNSIGNED("AWS Encryption SDK, data keys cached, no signature", AwsCrypto.class, 5_000),
  /** AES-256-GCM, as its documentation advises; the key is derived from a password each time. */
  COMMONS_JCS("Commons JCS, EncryptingSerializer", EncryptingSerializer.class, 200),
  /** AES-256-CBC under a key derived from a password each time. */
  JASYPT("Jasypt, AES-CBC", AES256BinaryEncryptor.class, 200),
  /** AES-256-CBC with one IV for all, as the codec stores none. */
  LETTUCE("Lettuce, CipherCodec", CipherCodec.class, 20_000);

  private final String title;
  private final Class<?> type;
  private final int warming;

  Peer(String title, Class<?> type, int warming) {
    this.title = title;
    this.type = type;
    this.warming = warming;
  }

  /** As people write it. */
  public String title() {
    return title;
  }

  /** How many messages its code is warm after, or so many as there is time for. */
  int warming() {
    return warming;
  }

  /** The name of its jar, which ends in its version. */
  public String artifact() {
    return artifact(type);
  }

  static String artifact(Class<?> type) {
    try {
      Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  PeerCipher open() {
    return PeerCiphers.of(this);
  }
}
