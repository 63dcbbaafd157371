package io.sealcache.benchmarks;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.jasypt.util.binary.AES256BinaryEncryptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/**
 * 1 KiB by libraries that applications encrypt values with, each as its own documentation says, to
 * stand beside {@code CipherBenchmark} with {@code size=1024}. Spring's and Jasypt's bind a value
 * to nothing, such as its key.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerValueBenchmark {
  private static final int WARMING = 20_000;

  /** Derives a key by 1,000 iterations for each message. */
  private static final int WARMING_OF_JASYPT = 200;

  private final byte[] plaintext = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private final byte[] associatedData = Sample.bytes(CipherBenchmark.ASSOCIATED_DATA_LENGTH, 3);
  private final Aead tink = tink();
  private final BytesEncryptor spring =
      AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(Sample.bytes(32, 1), "AES")).build();
  private final AES256BinaryEncryptor jasypt = new AES256BinaryEncryptor();
  private byte[] tinkSealed = {};
  private byte[] springSealed = {};
  private byte[] jasyptSealed = {};

  private static Aead tink() {
    try {
      AeadConfig.register();
      return KeysetHandle.generateNew(
              PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Setup
  public void warm() throws GeneralSecurityException {
    jasypt.setPassword("a password of some length");
    for (int i = 0; i < WARMING; i++) {
      tinkSealed = sealByTink();
      openByTink();
      springSealed = sealBySpring();
      openBySpring();
    }
    for (int i = 0; i < WARMING_OF_JASYPT; i++) {
      jasyptSealed = sealByJasypt();
      openByJasypt();
    }
  }

  @Benchmark
  public byte[] sealByTink() throws GeneralSecurityException {
    return tink.encrypt(plaintext, associatedData);
  }

  @Benchmark
  public byte[] openByTink() throws GeneralSecurityException {
    return tink.decrypt(tinkSealed, associatedData);
  }

  @Benchmark
  public byte[] sealBySpring() {
    return spring.encrypt(plaintext);
  }

  @Benchmark
  public byte[] openBySpring() {
    return spring.decrypt(springSealed);
  }

  @Benchmark
  public byte[] sealByJasypt() {
    return jasypt.encrypt(plaintext);
  }

  @Benchmark
  public byte[] openByJasypt() {
    return jasypt.decrypt(jasyptSealed);
  }
}
