import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts with the Java Cryptography Extension alone. Each line of the input is
 * {@code seal|open transformation key aad bytes}. Key, AAD and bytes are in hex; "-" means that
 * there are none. Sealed bytes begin with the initialisation vector. The answer to each line is one
 * line: bytes in hex, or "refused".
 */
public final class JceExchange {
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] bytes(String hex) {
    return hex.equals("-") ? new byte[0] : HEX.parseHex(hex);
  }

  private static byte[] run(String[] parts) throws GeneralSecurityException {
    boolean isGcm = parts[1].equals("AES/GCM/NoPadding");
    byte[] input = bytes(parts[4]);
    byte[] iv = new byte[isGcm ? 12 : 16];
    boolean seals = parts[0].equals("seal");
    if (seals) new SecureRandom().nextBytes(iv);
    else System.arraycopy(input, 0, iv, 0, iv.length);
    Cipher cipher = Cipher.getInstance(parts[1]);
    cipher.init(
        seals ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
        new SecretKeySpec(bytes(parts[2]), "AES"),
        isGcm ? new GCMParameterSpec(128, iv) : new IvParameterSpec(iv));
    if (isGcm) cipher.updateAAD(bytes(parts[3]));
    if (!seals) return cipher.doFinal(input, iv.length, input.length - iv.length);
    byte[] body = cipher.doFinal(input);
    byte[] sealed = new byte[iv.length + body.length];
    System.arraycopy(iv, 0, sealed, 0, iv.length);
    System.arraycopy(body, 0, sealed, iv.length, body.length);
    return sealed;
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        System.out.println(HEX.formatHex(run(line.split(" "))));
      } catch (GeneralSecurityException refused) {
        System.out.println("refused");
      }
    }
  }
}
