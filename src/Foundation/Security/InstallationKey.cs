using System.Security.Cryptography;
using System.Text;

namespace Foundation.Security;

/// <summary>
/// The keys of this installation, which its database does not hold: the first one seals, all of them open, so that a new one can be put in front of the old. With AES-256-GCM; what is sealed says by which key.
/// </summary>
public sealed class InstallationKey
{
    public const int Bytes = 32;
    const int NonceBytes = 12, TagBytes = 16, NameBytes = 4;

    readonly byte[][] keys;

    InstallationKey(byte[][] keys) => this.keys = keys;

    /// <summary>From one or more keys in base64, separated by spaces; the newest first.</summary>
    /// <exception cref="FormatException">It is not 32 bytes in base64.</exception>
    public static InstallationKey Parse(string written)
    {
        var keys = written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String).ToArray();
        return keys.Length > 0 && keys.All(k => k.Length == Bytes) ? new(keys) : throw new FormatException("A key has 32 bytes.");
    }

    /// <summary>What a file holds; where there is none yet, it is made, for the owner's eyes alone.</summary>
    public static InstallationKey FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var made = $"{file}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(made, options)) stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            try { File.Move(made, file, overwrite: false); }
            catch (IOException) when (File.Exists(file)) { File.Delete(made); } // another process made one at this moment
        }
        return Parse(File.ReadAllText(file));
    }

    /// <param name="open">What is sealed.</param>
    /// <param name="bound">What it belongs to: it stands beside it in clear, and what is sealed opens with this alone.</param>
    public byte[] Seal(byte[] open, ReadOnlySpan<byte> bound = default)
    {
        var made = new byte[NameBytes + NonceBytes + TagBytes + open.Length];
        NameOf(keys[0]).CopyTo(made, 0);
        var nonce = made.AsSpan(NameBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[0], TagBytes);
        aes.Encrypt(nonce, open, made.AsSpan(NameBytes + NonceBytes + TagBytes), made.AsSpan(NameBytes + NonceBytes, TagBytes), bound);
        return made;
    }

    /// <exception cref="CryptographicException">It was sealed by a key that this installation does not have, was changed, or belongs to something else.</exception>
    public byte[] Open(byte[] made, ReadOnlySpan<byte> bound = default)
    {
        if (made.Length < NameBytes + NonceBytes + TagBytes || Array.Find(keys, k => NameOf(k).AsSpan().SequenceEqual(made.AsSpan(0, NameBytes))) is not { } key)
            throw new CryptographicException("It was sealed by a key that this installation does not have. Look at BALSTS_KEY.");
        var open = new byte[made.Length - NameBytes - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(made.AsSpan(NameBytes, NonceBytes), made.AsSpan(NameBytes + NonceBytes + TagBytes), made.AsSpan(NameBytes + NonceBytes, TagBytes), open, bound);
        return open;
    }

    /// <summary>Whether the first key sealed it: then the others are not needed for it.</summary>
    public bool IsByFirst(byte[] made) => made.AsSpan(0, Math.Min(NameBytes, made.Length)).SequenceEqual(NameOf(keys[0]));

    /// <summary>Bytes for a purpose, the same each time, that nobody finds without the key and from which nobody finds it.</summary>
    public byte[] Derive(string purpose) => HKDF.Expand(HashAlgorithmName.SHA256, keys[0], Bytes, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Tells keys apart, and says nothing of them.</summary>
    static byte[] NameOf(byte[] key) => SHA256.HashData(key)[..NameBytes];
}
