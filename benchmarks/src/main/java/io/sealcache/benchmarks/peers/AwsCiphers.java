package io.sealcache.benchmarks.peers;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
import com.amazonaws.encryptionsdk.CryptoAlgorithm;
import com.amazonaws.encryptionsdk.CryptoMaterialsManager;
import com.amazonaws.encryptionsdk.caching.CachingCryptoMaterialsManager;
import com.amazonaws.encryptionsdk.caching.LocalCryptoMaterialsCache;
import com.amazonaws.encryptionsdk.jce.JceMasterKey;
import io.sealcache.benchmarks.Sample;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.AesWrappingAlg;
import software.amazon.cryptography.materialproviders.model.CreateRawAesKeyringInput;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/** The AWS Encryption SDK with a key at hand, by suites with a committed key. */
final class AwsCiphers {
  /** Signs each message. */
  static final CryptoAlgorithm BY_DEFAULT =
      CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384;

  static final CryptoAlgorithm UNSIGNED = CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY;

  private static final byte[] KEY = Sample.bytes(32, 1);
  private static final String NAMESPACE = "benchmarks";
  private static final String NAME = "data";
  private static final Map<String, String> CONTEXT = Map.of("cache", "customers");

  private AwsCiphers() {}

  static PeerCipher byKeyring() {
    AwsCrypto crypto = crypto(BY_DEFAULT);
    IKeyring keyring =
        MaterialProviders.builder()
            .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
            .build()
            .CreateRawAesKeyring(
                CreateRawAesKeyringInput.builder()
                    .keyNamespace(NAMESPACE)
                    .keyName(NAME)
                    .wrappingKey(ByteBuffer.wrap(KEY))
                    .wrappingAlg(AesWrappingAlg.ALG_AES256_GCM_IV12_TAG16)
                    .build());
    return PeerCiphers.cipher(
        plaintext -> crypto.encryptData(keyring, plaintext, CONTEXT).getResult(),
        stored -> crypto.decryptData(keyring, stored, CONTEXT).getResult());
  }

  @SuppressWarnings("deprecation") // there is no other cache of data keys for keys at hand
  static PeerCipher byCachedKeys(CryptoAlgorithm suite) {
    AwsCrypto crypto = crypto(suite);
    CryptoMaterialsManager cached =
        CachingCryptoMaterialsManager.newBuilder()
            .withMasterKeyProvider(
                JceMasterKey.getInstance(
                    new SecretKeySpec(KEY, "AES"), NAMESPACE, NAME, "AES/GCM/NoPadding"))
            .withCache(new LocalCryptoMaterialsCache(100))
            .withMaxAge(100, TimeUnit.SECONDS)
            .withMessageUseLimit(1_000)
            .build();
    return PeerCiphers.cipher(
        plaintext -> crypto.encryptData(cached, plaintext, CONTEXT).getResult(),
        stored -> crypto.decryptData(cached, stored).getResult());
  }

  private static AwsCrypto crypto(CryptoAlgorithm suite) {
    return AwsCrypto.builder()
        .withEncryptionAlgorithm(suite)
        .withCommitmentPolicy(CommitmentPolicy.RequireEncryptRequireDecrypt)
        .build();
  }
}
