package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.OwnClasses;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose HMAC derives keys: the first one that the JVM had when it was first needed. */
class HkdfProviderTest {
  private final WrongHmac wrong = new WrongHmac();

  @AfterEach
  void remove() {
    Security.removeProvider(wrong.getName());
  }

  @Test
  void providerThatIsPutFirstLater_isNotUsed() {
    byte[] before = MasterKey.of(FixedKey.secret(1)).derive(32, "value");
    wrong.first(0);

    assertThat(MasterKey.of(FixedKey.secret(1)).derive(32, "value")).isEqualTo(before);
    assertThat(wrong.messages).isZero();
  }

  @Test
  void providerThatComputesSomethingElse_derivesNothing() throws Exception {
    for (int right = 0; right < 2; right++) {
      wrong.first(right);
      Method derive = generateOfAnotherKernel();

      assertThatThrownBy(() -> derive.invoke(null))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContainingAll("HmacSHA256", "computes something else");
      assertThat(wrong.messages).isEqualTo(2);
      Security.removeProvider(wrong.getName());
    }
  }

  @Test
  void providerThatComputesWhatItShould_derives() throws Exception {
    wrong.first(Integer.MAX_VALUE);
    Object key = generateOfAnotherKernel().invoke(null);

    assertThat(key.toString()).startsWith("MasterKey[id=");
    assertThat(wrong.messages).isGreaterThan(2);
  }

  /** Of the classes of the kernel once more, of which nothing is initialised yet. */
  private static Method generateOfAnotherKernel() throws ReflectiveOperationException {
    return new OwnClasses("kernel", name -> name.startsWith("io.sealcache.core."))
        .loadClass(MasterKey.class.getName())
        .getMethod("generate");
  }

  /** Computes as many messages as it should, and others from then on. */
  private static final class WrongHmac extends Provider {
    private int right;
    private int messages;

    WrongHmac() {
      super("WrongHmac", "1", "computes something else");
      putService(
          new Service(this, "Mac", "HmacSHA256", "WrongHmac", null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
              try {
                return new WrongMac(Mac.getInstance("HmacSHA256", "SunJCE"));
              } catch (GeneralSecurityException e) {
                throw new NoSuchAlgorithmException(e);
              }
            }
          });
    }

    void first(int rightMessages) {
      right = rightMessages;
      messages = 0;
      Security.insertProviderAt(this, 1);
    }

    private final class WrongMac extends MacSpi {
      private final Mac mac;

      WrongMac(Mac mac) {
        this.mac = mac;
      }

      @Override
      protected int engineGetMacLength() {
        return 32;
      }

      @Override
      protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters)
          throws InvalidKeyException {
        mac.init(key);
      }

      @Override
      protected void engineUpdate(byte input) {
        mac.update(input);
      }

      @Override
      protected void engineUpdate(byte[] input, int offset, int length) {
        mac.update(input, offset, length);
      }

      @Override
      protected byte[] engineDoFinal() {
        byte[] code = mac.doFinal();
        if (messages++ >= right) {
          code[31] ^= 1;
        }
        return code;
      }

      @Override
      protected void engineReset() {
        mac.reset();
      }
    }
  }
}
