using System.Reflection;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Periods;
using Foundation.Security;
using Foundation.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Data;

/// <summary>Entity Framework's side of the door. Internal, so that no capability can walk around it.</summary>
sealed class Tables(DbContextOptions<Tables> options) : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Who keeps totals of what is saved here.</summary>
    internal IEnumerable<IKeepsTotals> Keepers => options.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!.GetServices<IKeepsTotals>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save through AppDb, which does not block.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false; // they are detected
        try
        {
            foreach (var keeper in Keepers) await keeper.Count(new(this), cancellationToken);
        }
        finally { ChangeTracker.AutoDetectChangesEnabled = true; }
        var told = ChangeTracker.Entries<HistoryEntry>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.SubjectId).ToHashSet();
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.Entity is IHistoric historic && !told.Contains(historic.HistoryId)) throw new SilentChangeException(entry.Metadata.ClrType);
            if (entry is { Entity: IVersioned row, State: EntityState.Modified }) entry.Property(nameof(IVersioned.Version)).CurrentValue = row.Version + 1;
        }
        var moves = ChangeTracker.Entries<IMovesHouse>().Any(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
        if (!moves) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await MoveHouse(cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        return saved;
    }

    internal Task<int> MoveHouse(CancellationToken ct) => Database.ExecuteSqlRawAsync("UPDATE house_version SET number = number + 1", ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<Month>().HaveConversion<Month.InTable>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(Tables).Assembly);
        var services = options.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!;
        foreach (var assembly in services.GetRequiredService<EntityAssemblies>().All) model.ApplyConfigurationsFromAssembly(assembly);

        model.Entity<Account>().ToTable("accounts");
        model.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        model.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        model.Entity<Submission>().ToTable("submissions").Property(s => s.SubjectId);
        foreach (var type in model.Model.GetEntityTypes())
        {
            if (type.IsMappedToJson()) continue;
            if (typeof(IVersioned).IsAssignableFrom(type.ClrType)) model.Entity(type.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            if (type.FindProperty("CountryId") is { } country) country.SetMaxLength(2);
            foreach (var property in type.GetProperties())
            {
                // ids are made by the application; a generated key would make a child row with a key look like an existing one
                if (property.ClrType == typeof(Guid) && property.IsPrimaryKey()) property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
                property.SetColumnName(Dialect.Snake(property.GetColumnName()));
            }
            foreach (var key in type.GetKeys()) key.SetName(Dialect.Snake(key.GetName()!));
            foreach (var key in type.GetForeignKeys()) key.SetConstraintName(Dialect.Snake(key.GetConstraintName()!));
            foreach (var index in type.GetIndexes()) index.SetDatabaseName(Dialect.Snake(index.GetDatabaseName()!));
        }
        if (Database.IsNpgsql()) Dialect.Postgres(model);
    }

    sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
}

/// <summary>A row with a history changed, and no entry says why: a bug, not a refusal.</summary>
public sealed class SilentChangeException(Type type) : InvalidOperationException($"{type.Name} changed, and no history entry tells it.");

/// <summary>The assemblies whose entities the database holds.</summary>
public sealed record EntityAssemblies(params Assembly[] All);
