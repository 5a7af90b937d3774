using Microsoft.EntityFrameworkCore;

namespace Foundation.Data;

/// <summary>What the database says of itself to whoever looks after it.</summary>
/// <param name="Journal">SQLite's journal mode; empty on PostgreSQL.</param>
/// <param name="WaitsForDisk">Whether a commit waits until the data is on disk: SQLite's synchronous FULL, PostgreSQL's synchronous_commit and fsync.</param>
/// <param name="HasTrigrams">Whether pg_trgm is installed; true on SQLite, which needs none.</param>
/// <param name="IsUtf8">Whether it stores every character.</param>
/// <param name="ClockAhead">How far its clock is ahead of this machine's.</param>
public sealed record DatabaseFacts(string Version, string Journal, bool WaitsForDisk, bool HasTrigrams, bool IsUtf8, TimeSpan ClockAhead);

static class Examination
{
    public static async Task<DatabaseFacts> Of(Tables tables, TimeProvider clock, CancellationToken ct)
    {
        if (!tables.Database.IsNpgsql())
            return new(
                await One("SELECT sqlite_version() AS \"Value\""), await One("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode"),
                int.Parse(await One("SELECT CAST(synchronous AS TEXT) AS \"Value\" FROM pragma_synchronous"), System.Globalization.CultureInfo.InvariantCulture) >= 2,
                true, await One("SELECT encoding AS \"Value\" FROM pragma_encoding") == "UTF-8", TimeSpan.Zero);

        var asked = clock.GetTimestamp();
        var there = (await tables.Database.SqlQueryRaw<DateTime>("SELECT clock_timestamp() AT TIME ZONE 'UTC' AS \"Value\"").ToListAsync(ct))[0];
        var here = clock.GetUtcNow().UtcDateTime - clock.GetElapsedTime(asked) / 2;
        return new(
            await One("SELECT current_setting('server_version') AS \"Value\""), "",
            await One("SELECT current_setting('synchronous_commit') AS \"Value\"") != "off" && await One("SELECT current_setting('fsync') AS \"Value\"") == "on",
            await One("SELECT count(*)::text AS \"Value\" FROM pg_extension WHERE extname = 'pg_trgm'") == "1",
            await One("SELECT current_setting('server_encoding') AS \"Value\"") == "UTF8", DateTime.SpecifyKind(there, DateTimeKind.Utc) - here);

        async Task<string> One(string sql) => (await tables.Database.SqlQueryRaw<string>(sql).ToListAsync(ct))[0];
    }
}
