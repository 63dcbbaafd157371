package io.sealcache.benchmarks.peers;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
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

/**
 * The AWS Encryption SDK with a key at hand, and its default suite: a committed key, a signature.
 */
final class AwsCiphers {
  private static final byte[] KEY = Sample.bytes(32, 1);
  private static final String NAMESPACE = "benchmarks";
  private static final String NAME = "data";
  private static final Map<String, String> CONTEXT = Map.of("cache", "customers");

  private AwsCiphers() {}

  static PeerCipher byKeyring() {
    AwsCrypto crypto = crypto();
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
  static PeerCipher byCachedKeys() {
    AwsCrypto crypto = crypto();
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

  private static AwsCrypto crypto() {
    return AwsCrypto.builder()
        .withCommitmentPolicy(CommitmentPolicy.RequireEncryptRequireDecrypt)
        .build();
  }
}
