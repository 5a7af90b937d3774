using Foundation.Data;
using Foundation.Jobs;

namespace Balsts.Operations;

public sealed class OperationsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<OpenAccount>();
        services.AddScoped<Doctor>();
    }

    public override IEnumerable<Chore> Chores =>
    [
        new(typeof(DoWork), TimeSpan.FromSeconds(1), "Does the long work that people started."),
        new(typeof(DeliverNotifications), TimeSpan.FromSeconds(30), "Sends notifications by mail."),
        new(typeof(SendDoorLetters), TimeSpan.FromSeconds(5), "Sends the links that were asked for at the door: a new password, a new e-mail."),
        new(typeof(SendLetters), TimeSpan.FromSeconds(30), "Sends the letters that were written."),
        new(typeof(SealHistory), TimeSpan.FromMinutes(1), "Numbers and chains the history, and exports a day’s anchor."),
        new(typeof(CleanUp), TimeSpan.FromHours(1), "Removes old drafts, submissions and read notifications."),
    ];

    public override IEnumerable<Verb> Verbs =>
    [
        new("migrate", "Brings the database up to date.", async (call, ct) =>
        {
            var database = call.Get<Database>();
            var pending = await database.Pending(ct);
            await database.Migrate(ct);
            return call.Done(pending.Length == 0 ? "The database is up to date." : $"The database is up to date now: {string.Join(", ", pending)}.", new { applied = pending });
        }) { Migrates = false },
        .. AccountVerbs.All,
        .. ChoreVerbs.All,
        .. HistoryVerbs.All,
        .. KeyVerbs.All,
        Doctor.Verb,
    ];
}
