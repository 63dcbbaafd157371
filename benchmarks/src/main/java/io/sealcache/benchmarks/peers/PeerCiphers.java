package io.sealcache.benchmarks.peers;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.CipherCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.ToByteBufEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sealcache.benchmarks.Sample;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.jcs3.utils.serialization.EncryptingSerializer;
import org.jasypt.util.binary.AES256BinaryEncryptor;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/** Makes the ciphers of other libraries, set up as their documentation says. */
final class PeerCiphers {
  private static final SecretKey KEY = new SecretKeySpec(Sample.bytes(32, 1), "AES");
  private static final String PASSWORD = "a password of some length";
  private static final byte[] ASSOCIATED_DATA = Sample.bytes(71, 3);

  private PeerCiphers() {}

  static PeerCipher of(Peer peer) {
    return switch (peer) {
      case TINK -> tink();
      case SPRING_SECURITY -> spring();
      case AWS -> AwsCiphers.byKeyring();
      case AWS_CACHED -> AwsCiphers.byCachedKeys(AwsCiphers.BY_DEFAULT);
      case AWS_CACHED_UNSIGNED -> AwsCiphers.byCachedKeys(AwsCiphers.UNSIGNED);
      case COMMONS_JCS -> commonsJcs();
      case JASYPT -> jasypt();
      case LETTUCE -> lettuce();
    };
  }

  interface Bytes {
    byte[] apply(byte[] bytes) throws Exception;
  }

  static PeerCipher cipher(Bytes seal, Bytes open) {
    return new PeerCipher() {
      @Override
      public byte[] seal(byte[] plaintext) throws Exception {
        return seal.apply(plaintext);
      }

      @Override
      public byte[] open(byte[] sealed) throws Exception {
        return open.apply(sealed);
      }
    };
  }

  private static PeerCipher tink() {
    try {
      AeadConfig.register();
      Aead aead =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get())
              .getPrimitive(RegistryConfiguration.get(), Aead.class);
      return cipher(
          plaintext -> aead.encrypt(plaintext, ASSOCIATED_DATA),
          stored -> aead.decrypt(stored, ASSOCIATED_DATA));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PeerCipher spring() {
    BytesEncryptor encryptor = AesGcmBytesEncryptor.withSecretKey(KEY).build();
    return cipher(encryptor::encrypt, encryptor::decrypt);
  }

  private static PeerCipher commonsJcs() {
    EncryptingSerializer serializer = new EncryptingSerializer();
    serializer.setPreSharedKey(PASSWORD);
    serializer.setAesCipherTransformation("AES/GCM/NoPadding");
    ClassLoader loader = PeerCiphers.class.getClassLoader();
    return cipher(serializer::serialize, stored -> serializer.deSerialize(stored, loader));
  }

  private static PeerCipher jasypt() {
    AES256BinaryEncryptor encryptor = new AES256BinaryEncryptor();
    encryptor.setPassword(PASSWORD);
    return cipher(encryptor::encrypt, encryptor::decrypt);
  }

  private static PeerCipher lettuce() {
    RedisCodec<byte[], byte[]> codec = lettuce(ByteArrayCodec.INSTANCE);
    return cipher(
        plaintext -> encoded(codec, plaintext),
        stored -> codec.decodeValue(ByteBuffer.wrap(stored)));
  }

  /**
   * As a connection has it encoded: {@code encodeValue(value)} makes the array too short for CBC.
   */
  @SuppressWarnings("unchecked") // it is one, of the same types
  private static byte[] encoded(RedisCodec<byte[], byte[]> codec, byte[] plaintext) {
    ByteBuf buffer = Unpooled.buffer(plaintext.length);
    ((ToByteBufEncoder<byte[], byte[]>) codec).encodeValue(plaintext, buffer);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  /** Values by one key and one IV; keys as they are. */
  static <K> RedisCodec<K, byte[]> lettuce(RedisCodec<K, byte[]> plain) {
    return CipherCodec.forValues(
        plain, descriptor -> cbc(Cipher.ENCRYPT_MODE), descriptor -> cbc(Cipher.DECRYPT_MODE));
  }

  private static Cipher cbc(int mode) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, KEY, new IvParameterSpec(Sample.bytes(16, 2)));
    return cipher;
  }
}
