using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Foundation.Data;

/// <summary>Which database: "Data Source=…" is SQLite, "Host=…" PostgreSQL.</summary>
public sealed record DatabaseSettings(string Connection)
{
    public bool IsPostgres => Connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Opens, migrates and asks after the database.</summary>
public sealed class Database(IServiceProvider services, DatabaseSettings settings)
{
    public DatabaseSettings Settings => settings;

    public async Task<string[]> Pending(CancellationToken ct = default)
    {
        await using var tables = await Open(ct);
        return [.. await tables.Database.GetPendingMigrationsAsync(ct)];
    }

    public async Task Migrate(CancellationToken ct = default)
    {
        await using var tables = await Open(ct);
        if (!settings.IsPostgres) await tables.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", ct); // stays with the file: readers do not wait for writers
        if (!(await tables.Database.GetPendingMigrationsAsync(ct)).Any()) return;
        if (!settings.IsPostgres) await DropLockOfTheDead(tables, ct);
        await tables.Database.MigrateAsync(ct);
    }

    /// <summary>On SQLite a process that is killed while it migrates leaves its lock behind, and whoever comes next would wait for it for ever.</summary>
    static async Task DropLockOfTheDead(Tables tables, CancellationToken ct)
    {
        var locks = tables.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'");
        if (await locks.SingleAsync(ct) > 0)
            await tables.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock WHERE Timestamp < datetime('now', '-20 seconds')", ct);
    }

    public async Task<bool> Answers(CancellationToken ct = default)
    {
        await using var tables = await Open(ct);
        return await tables.Database.CanConnectAsync(ct);
    }

    public async Task<DatabaseFacts> Facts(CancellationToken ct = default)
    {
        await using var tables = await Open(ct);
        return await Examination.Of(tables, services.GetRequiredService<TimeProvider>(), ct);
    }

    /// <summary>Whether an exception says that the database is away, locked or not one: for whoever operates it, and not a bug.</summary>
    public static bool IsTrouble(Exception e) => e.GetBaseException() is SqliteException { SqliteErrorCode: not 19 } or System.Net.Sockets.SocketException || e.GetBaseException() is NpgsqlException and not PostgresException { SqlState: ['2', '3', ..] };

    internal async Task<long> HouseVersion(CancellationToken ct = default)
    {
        await using var tables = await Open(ct);
        return await tables.Set<HouseVersion>().Select(v => v.Number).SingleOrDefaultAsync(ct);
    }

    async Task<Tables> Open(CancellationToken ct) => await services.GetRequiredService<IDbContextFactory<Tables>>().CreateDbContextAsync(ct);
}

public static class DatabaseServices
{
    public static void AddDatabase(this IServiceCollection services, DatabaseSettings settings, EntityAssemblies entities)
    {
        services.AddSingleton(settings);
        services.AddSingleton(entities);
        services.AddSingleton<Database>();
        services.AddSingleton<HouseWatch>();
        services.AddSingleton<Traces>();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version2); // passkeys are rows of ours
        services.AddPooledDbContextFactory<Tables>((_, o) => Use(o, settings));
        services.AddScoped(s => Open(s));
        services.AddSingleton<Func<AppDb>>(s => () => Open(s));
    }

    static AppDb Open(IServiceProvider services) => new(
        services.GetRequiredService<IDbContextFactory<Tables>>().CreateDbContext(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<HouseWatch>());

    /// <summary>
    /// Planning a query takes PostgreSQL longer than answering it, so what is asked often stays prepared; a session has no state of its own
    /// that would have to be wiped between two questions. What the connection string says itself comes later and wins.
    /// </summary>
    const string PostgresDefaults = "Max Auto Prepare=100;No Reset On Close=true;";

    static readonly History.Reading.Witness Witness = new();

    internal static void Use(DbContextOptionsBuilder options, DatabaseSettings settings)
    {
        options.AddInterceptors(Witness);
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning).Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
        if (settings.IsPostgres)
            options.UseNpgsql(PostgresDefaults + settings.Connection, p => p.MigrationsAssembly("Balsts.Migrations.Postgres").MigrationsHistoryTable("migrations"));
        else
            options.UseSqlite(settings.Connection, p => p.MigrationsAssembly("Balsts.Migrations.Sqlite").UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).MigrationsHistoryTable("migrations"))
                .ReplaceService<IRelationalTypeMappingSource, SetsOfIds>();
    }
}

/// <summary>The single row that every node reads, at most once a second.</summary>
sealed class HouseVersion
{
    public int Id { get; init; } = 1;
    public long Number { get; set; }
}

/// <summary>A row whose change moves the tree or somebody's rights: every node is told through the house version.</summary>
public interface IMovesHouse;

/// <summary>Knows which version of the house this node has seen; asks the database at most once a second.</summary>
public sealed class HouseWatch(IServiceProvider services, TimeProvider clock)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    (long Number, long AskedAt) seen = (-1, 0);

    public async ValueTask<long> Version(CancellationToken ct = default)
    {
        var known = seen;
        if (known.Number >= 0 && clock.GetElapsedTime(known.AskedAt) < Patience) return known.Number;
        var asked = clock.GetTimestamp();
        var number = await services.GetRequiredService<Database>().HouseVersion(ct);
        seen = (number, asked);
        return number;
    }

    /// <summary>This node changed the house itself and need not wait.</summary>
    public void Expire() => seen = (-1, 0);
}

sealed class HouseVersionMapping : IEntityTypeConfiguration<HouseVersion>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<HouseVersion> house)
    {
        house.ToTable("house_version");
        house.Property(h => h.Id).ValueGeneratedNever();
        house.HasData(new HouseVersion { Id = 1, Number = 1 });
    }
}
