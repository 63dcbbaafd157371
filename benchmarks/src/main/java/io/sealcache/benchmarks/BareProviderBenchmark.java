package io.sealcache.benchmarks;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One provider's AES-GCM with the least around it: {@code providers.sh}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareProviderBenchmark {
  /** A registered one, or one on the class path. */
  @Param({"SunJCE", "AmazonCorrettoCryptoProvider"})
  public String provider = "";

  /** Bytes of plaintext; at most a segment, as SealCache gives no cipher more at once. */
  @Param({"64", "1024", "16384", "65536"})
  public int size;

  private final SecretKey key = new SecretKeySpec(Sample.bytes(32, 1), "AES");
  private BareCipher cipher = bare("SunJCE");
  private byte[] plaintext = {};
  private byte[] sealed = {};

  @Setup
  public void warm() throws GeneralSecurityException {
    cipher = bare(provider);
    warm(20_000, 1024);
    warm(2_000, 16 * 1024);
    warm(300, size);
  }

  private void warm(int messages, int length) throws GeneralSecurityException {
    plaintext = Sample.bytes(length, 4);
    for (int i = 0; i < messages; i++) {
      sealed = seal();
      open();
    }
  }

  private BareCipher bare(String name) {
    byte[] associated = Sample.bytes(CipherBenchmark.ASSOCIATED_DATA_LENGTH, 3);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", find(name));
      return new BareCipher(cipher, key, associated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Provider find(String name) {
    Provider registered = Security.getProvider(name);
    if (registered != null) {
      return registered;
    }
    return ServiceLoader.load(Provider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Not on the class path: " + name));
  }

  @Benchmark
  public byte[] seal() throws GeneralSecurityException {
    return cipher.seal(plaintext);
  }

  @Benchmark
  public byte[] open() throws GeneralSecurityException {
    return cipher.open(sealed);
  }
}
