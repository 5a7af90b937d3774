using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Foundation.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Security;

/// <summary>One of the keys that seal cookies, forms and the addresses in letters. Every node reads them from the database, and there they are sealed by the <see cref="InstallationKey"/>.</summary>
sealed class ProtectionKey
{
    public required Guid Id { get; init; }
    public required string Xml { get; init; }
    public required DateTime MadeAt { get; init; }
}

sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> key) => key.ToTable("protection_keys");
}

/// <summary>Where the framework keeps its keys: it asks for them without awaiting, at the start and every few months.</summary>
sealed class ProtectionKeys(IDbContextFactory<Tables> tables, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(async () =>
    {
        await using var db = await tables.CreateDbContextAsync();
        return await db.Set<ProtectionKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync();
    }).GetAwaiter().GetResult().ConvertAll(XElement.Parse);

    public void StoreElement(XElement element, string friendlyName) => Task.Run(async () =>
    {
        await using var db = await tables.CreateDbContextAsync();
        db.Add(new ProtectionKey { Id = Guid.CreateVersion7(), Xml = element.ToString(SaveOptions.DisableFormatting), MadeAt = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
    }).GetAwaiter().GetResult();
}

sealed class SealedByInstallation(InstallationKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", Convert.ToBase64String(key.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))), typeof(OpenedByInstallation));
}

/// <summary>Made by the framework, by its name, when it reads a sealed key.</summary>
sealed class OpenedByInstallation(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<InstallationKey>().Open(Convert.FromBase64String(encryptedElement.Value))));
}

/// <summary>How much was sealed anew, and how much no key of the installation opens.</summary>
public sealed record Renewed(int Sealed, int Unopened);

/// <summary>Puts the keys by which cookies and second factors are sealed under the first key of the installation, so that an old one can be let go.</summary>
public sealed class RenewProtection(AppDb db, InstallationKey installation)
{
    public async Task<Renewed> Run(CancellationToken ct = default)
    {
        var renewed = new Renewed(0, 0);
        foreach (var row in await db.Tables.Set<ProtectionKey>().AsNoTracking().OrderBy(k => k.Id).ToListAsync(ct))
        {
            var xml = XElement.Parse(row.Xml);
            var old = xml.DescendantsAndSelf("sealed").Where(s => !installation.IsByFirst(Convert.FromBase64String(s.Value))).ToList();
            if (old.Count == 0) continue;
            try { foreach (var one in old) one.Value = Convert.ToBase64String(installation.Seal(installation.Open(Convert.FromBase64String(one.Value)))); }
            catch (CryptographicException)
            {
                renewed = renewed with { Unopened = renewed.Unopened + 1 };
                continue;
            }
            var anew = xml.ToString(SaveOptions.DisableFormatting);
#pragma warning disable RS0030 // the key is the same: nothing happened that a history could tell
            await db.Tables.Set<ProtectionKey>().Where(k => k.Id == row.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.Xml, anew), ct);
#pragma warning restore RS0030
            renewed = renewed with { Sealed = renewed.Sealed + 1 };
        }
        return renewed;
    }
}

public static class ProtectionServices
{
    public static void AddProtection(this IServiceCollection services, InstallationKey key)
    {
        services.AddSingleton(key);
        services.AddScoped<RenewProtection>();
        services.AddDataProtection().SetApplicationName("balsts");
        services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<Tables>, TimeProvider>((o, tables, clock) => (o.XmlRepository, o.XmlEncryptor) = (new ProtectionKeys(tables, clock), new SealedByInstallation(key)));
    }
}
