using System.Linq.Expressions;
using Foundation.History;
using Foundation.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Foundation.Data;

/// <summary>What is to go: the rows of people, with the accounts that they have, or rows from before a day in a country or in some of its units.</summary>
public sealed record Going
{
    public Guid[] People { get; init; } = [];
    public Guid[] Accounts { get; init; } = [];
    public string CountryId { get; init; } = "";

    /// <summary>Null: the whole country.</summary>
    public Guid[]? Units { get; init; }
    public DateOnly Before { get; init; }

    /// <summary>Whose words are disputed and stay where they are, whatever their age (GDPR, article 18).</summary>
    public Guid[] Withheld { get; init; } = [];

    /// <summary>The first moment that stays, for rows that know an instant.</summary>
    public DateTime Since => Before.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}

/// <summary>How many rows would go in a unit; without one where they lie in none.</summary>
public sealed record GoingRows(Guid? UnitId, int Rows);

/// <summary>Rows of one kind that hold something of a person, and what of them goes: their words, or they themselves.</summary>
public abstract class Erasable
{
    /// <summary>In place of words that are gone, so that one sees that there were some.</summary>
    public const string Mark = "—";

    public abstract Type Entity { get; }

    /// <summary>Goes when the person asks for it, and the law does not keep it.</summary>
    public abstract bool OnRequest { get; }

    /// <summary>Goes when its time is over.</summary>
    public abstract bool Ages { get; }

    /// <summary>Whether a row says in which unit it lies.</summary>
    public abstract bool IsPlaced { get; }

    internal abstract Task<IReadOnlyList<GoingRows>> Count(Tables tables, Going going, CancellationToken ct);

    /// <returns>How many rows, and the files that they named.</returns>
    internal abstract Task<(int Rows, IReadOnlyList<Guid> Files)> Erase(Tables tables, Going going, int most, CancellationToken ct);
}

/// <inheritdoc/>
public class Erasable<T> : Erasable where T : class
{
    /// <summary>Whose rows they are, as far as the law lets them go.</summary>
    public Func<Going, Expression<Func<T, bool>>>? Of { get; init; }

    /// <summary>From when they are.</summary>
    public Func<Going, Expression<Func<T, bool>>>? From { get; init; }
    public Expression<Func<T, Guid>>? Unit { get; init; }

    /// <summary>The words that go; none where the row itself goes.</summary>
    public Expression<Func<T, string>>[] Words { get; init; } = [];

    /// <summary>What the words were shared by, and what names it goes with them: whatever is written there later starts anew.</summary>
    public Expression<Func<T, Guid?>>[] Cleared { get; init; } = [];

    /// <summary>The file that goes with the row.</summary>
    public Expression<Func<T, Guid>>? File { get; init; }

    public override Type Entity => typeof(T);
    public override bool OnRequest => Of is not null;
    public override bool Ages => From is not null;
    public override bool IsPlaced => Unit is not null;

    internal virtual IQueryable<T> Chosen(Tables tables, Going going)
    {
        var rows = tables.Set<T>().IgnoreQueryFilters(); // what was removed is held as well
        if (going.People.Length > 0) rows = rows.Where(Of!(going));
        else
        {
            rows = Withheld.Beside(tables, going.Withheld, rows.Where(From!(going)).Where(r => EF.Property<string>(r, "CountryId") == going.CountryId));
            if (going.Units is { } units) rows = rows.Where(Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Property(Expression.Constant(new Box(units)), nameof(Box.Ids)), Unit!.Body), Unit.Parameters));
        }
        return Words.Length == 0 ? rows : rows.Where(SaysSomething());
    }

    internal override async Task<IReadOnlyList<GoingRows>> Count(Tables tables, Going going, CancellationToken ct)
    {
        var rows = Chosen(tables, going);
        if (Unit is null || going.People.Length > 0) return await rows.CountAsync(ct) is > 0 and var all ? [new(null, all)] : [];
        return [.. (await rows.GroupBy(Unit).Select(g => new { g.Key, Rows = g.Count() }).ToListAsync(ct)).Select(g => new GoingRows(g.Key, g.Rows))];
    }

#pragma warning disable RS0030 // the one who erases tells it, once for all rows, and nobody else may change them meanwhile in a way that matters
    internal override async Task<(int Rows, IReadOnlyList<Guid> Files)> Erase(Tables tables, Going going, int most, CancellationToken ct)
    {
        var rows = Chosen(tables, going).Take(most);
        if (Words.Length > 0) return (await rows.ExecuteUpdateAsync(Blank, ct), []);
        if (File is null) return (await rows.ExecuteDeleteAsync(ct), []);
        var files = await rows.Select(File).ToListAsync(ct);
        var theirs = Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Property(Expression.Constant(new Box([.. files])), nameof(Box.Ids)), File.Body), File.Parameters);
        return (await tables.Set<T>().IgnoreQueryFilters().Where(theirs).ExecuteDeleteAsync(ct), files);
    }
#pragma warning restore RS0030

    void Blank(UpdateSettersBuilder<T> row)
    {
        foreach (var word in Words)
            row.SetProperty(word, Expression.Lambda<Func<T, string>>(Expression.Condition(Expression.Equal(word.Body, Expression.Constant("")), Expression.Constant(""), Expression.Constant(Mark)), word.Parameters));
        foreach (var named in Cleared) row.SetProperty(named, (Guid?)null);
    }

    Expression<Func<T, bool>> SaysSomething()
    {
        var row = Words[0].Parameters[0];
        var said = Words.Select(w => new Other(w.Parameters[0], row).Visit(w.Body)).Select(w => (Expression)Expression.AndAlso(Expression.NotEqual(w, Expression.Constant("")), Expression.NotEqual(w, Expression.Constant(Mark))));
        return Expression.Lambda<Func<T, bool>>(said.Aggregate(Expression.OrElse), row);
    }

    sealed record Box(Guid[] Ids);

    sealed class Other(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>What was said when something happened: by the person, or about them. The entry and its seal stay.</summary>
sealed class ErasableDetails : Erasable<HistoryDetail>
{
    public override bool OnRequest => true;
    public override bool Ages => true;

    internal override IQueryable<HistoryDetail> Chosen(Tables tables, Going going)
    {
        var (people, country, since, withheld) = (going.People, going.CountryId, going.Since, going.Withheld);
        return people.Length > 0
            ? tables.Set<HistoryDetail>().Where(d => tables.Set<HistoryEntry>().Any(e => e.Id == d.EntryId && (people.Contains(e.ById) || people.Contains(e.SubjectId))))
            : tables.Set<HistoryDetail>().Where(d => tables.Set<HistoryEntry>().Any(e => e.Id == d.EntryId && e.CountryId == country && e.At < since && !withheld.Contains(e.ById) && !withheld.Contains(e.SubjectId)));
    }
}

/// <summary>What lies below the rooms: ways to sign in, messages, and what was said in the history.</summary>
public static class ErasableBelow
{
    /// <summary>Sessions, marks of browsers, keys and drafts: a person who stays signs in anew.</summary>
    public static IEnumerable<Erasable> Access =>
    [
        new Erasable<Session> { Of = g => s => g.Accounts.Contains(s.AccountId) },
        new Erasable<KnownDevice> { Of = g => d => g.Accounts.Contains(d.AccountId) },
        new Erasable<ApiToken> { Of = g => t => g.Accounts.Contains(t.AccountId) },
        new Erasable<EmailChange> { Of = g => c => g.Accounts.Contains(c.AccountId) },
        new Erasable<ResetLink> { Of = g => l => g.Accounts.Contains(l.AccountId) },
        new Erasable<Web.Draft> { Of = g => d => g.Accounts.Contains(d.AccountId) },
        new Erasable<Submission> { Of = g => s => g.Accounts.Contains(s.AccountId) },
    ];

    /// <summary>The account itself, with all by which it opens.</summary>
    public static IEnumerable<Erasable> Account =>
    [
        new Erasable<Passkey> { Of = g => p => g.Accounts.Contains(p.AccountId) },
        new Erasable<SecondFactor> { Of = g => f => g.Accounts.Contains(f.AccountId) },
        new Erasable<Mail.NoticeChoice> { Of = g => c => g.People.Contains(c.PersonId) },
        new Erasable<Invitation> { Of = g => i => g.People.Contains(i.PersonId) },
        new Erasable<Account> { Of = g => a => g.Accounts.Contains(a.Id) },
    ];

    public static IEnumerable<Erasable> Messages =>
    [
        new Erasable<Notification> { Of = g => n => g.People.Contains(n.PersonId), From = g => n => n.At < g.Since },
        new Erasable<Mail.OutgoingLetter> { Of = g => l => g.People.Contains(l.PersonId) },
    ];

    public static Erasable Trace => new Erasable<Trace> { Of = g => t => g.People.Contains(t.PersonId) };
    public static Erasable Details => new ErasableDetails();
}
